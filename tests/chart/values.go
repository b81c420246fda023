package main

import (
	"encoding/json"
	"fmt"
	"os"
	"strings"

	"sigs.k8s.io/yaml"
)

// The chart's values with those of files over them, checked against the chart's schema.
func (c *chart) valuesWith(files []string) (map[string]interface{}, error) {
	values := c.values
	for _, file := range files {
		text, err := os.ReadFile(file)
		if err != nil {
			return nil, err
		}
		var over map[string]interface{}
		if err := yaml.UnmarshalStrict(text, &over); err != nil {
			return nil, fmt.Errorf("%s: %w", file, err)
		}
		values = merge(values, over)
	}

	var schema map[string]interface{}
	if err := json.Unmarshal(c.files["values.schema.json"], &schema); err != nil {
		return nil, fmt.Errorf("values.schema.json: %w", err)
	}
	if mistakes := (validator{root: schema}).check("", schema, values); len(mistakes) > 0 {
		return nil, fmt.Errorf("values don't meet the specifications of the schema(s) in the following chart(s):\n%s", strings.Join(mistakes, "\n"))
	}
	return values, nil
}

// Maps are merged key by key, anything else is replaced, and null takes a key away.
func merge(under, over map[string]interface{}) map[string]interface{} {
	merged := map[string]interface{}{}
	for key, value := range under {
		merged[key] = value
	}
	for key, value := range over {
		below, isMap := merged[key].(map[string]interface{})
		above, alsoMap := value.(map[string]interface{})
		switch {
		case value == nil:
			delete(merged, key)
		case isMap && alsoMap:
			merged[key] = merge(below, above)
		default:
			merged[key] = value
		}
	}
	return merged
}

// Objects that lookup finds, by kind, namespace and name.
func readObjects(file string) (map[string]interface{}, error) {
	objects := map[string]interface{}{}
	if file == "" {
		return objects, nil
	}
	text, err := os.ReadFile(file)
	if err != nil {
		return nil, err
	}
	for _, document := range documents(string(text)) {
		var object map[string]interface{}
		if err := yaml.Unmarshal([]byte(document), &object); err != nil {
			return nil, err
		}
		metadata, _ := object["metadata"].(map[string]interface{})
		objects[fmt.Sprintf("%v %v/%v", object["kind"], metadata["namespace"], metadata["name"])] = object
	}
	return objects, nil
}
