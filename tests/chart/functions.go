package main

import (
	"bytes"
	"encoding/json"
	"fmt"
	"strings"
	"text/template"

	"github.com/Masterminds/sprig"
	"sigs.k8s.io/yaml"
)

// Sprig's functions and those that Helm adds to them.
func functions(e *engine, r release) template.FuncMap {
	all := sprig.TxtFuncMap()
	// What a chart must not depend on.
	delete(all, "env")
	delete(all, "expandenv")

	all["include"] = func(name string, data interface{}) (string, error) {
		var text bytes.Buffer
		err := e.templates.ExecuteTemplate(&text, name, data)
		return text.String(), err
	}
	all["tpl"] = func(text string, data interface{}) (string, error) {
		parsed, err := template.Must(e.templates.Clone()).New("tpl").Parse(text)
		if err != nil {
			return "", err
		}
		var rendered bytes.Buffer
		err = parsed.Execute(&rendered, data)
		return rendered.String(), err
	}
	all["required"] = func(message string, value interface{}) (interface{}, error) {
		if value == nil || value == "" {
			return nil, fmt.Errorf("%s", message)
		}
		return value, nil
	}
	all["toYaml"] = func(value interface{}) (string, error) {
		text, err := yaml.Marshal(value)
		return strings.TrimSuffix(string(text), "\n"), err
	}
	all["fromYaml"] = func(text string) (map[string]interface{}, error) {
		var value map[string]interface{}
		err := yaml.Unmarshal([]byte(text), &value)
		return value, err
	}
	all["fromJsonArray"] = func(text string) ([]interface{}, error) {
		var value []interface{}
		err := json.Unmarshal([]byte(text), &value)
		return value, err
	}
	all["lookup"] = func(_, kind, namespace, name string) map[string]interface{} {
		if object, ok := r.Objects[fmt.Sprintf("%v %v/%v", kind, namespace, name)].(map[string]interface{}); ok {
			return object
		}
		return map[string]interface{}{}
	}
	return all
}
