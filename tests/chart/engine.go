package main

import (
	"bytes"
	"fmt"
	"os"
	"path"
	"regexp"
	"strings"
	"text/template"

	"github.com/Masterminds/semver"
	"sigs.k8s.io/yaml"
)

const notesFile = "templates/NOTES.txt"

type release struct {
	Name, Namespace, KubeVersion string
	Objects                      map[string]interface{}
}

type engine struct {
	chart     *chart
	templates *template.Template
	context   map[string]interface{}
}

func newEngine(c *chart, r release, values map[string]interface{}) (*engine, error) {
	if err := c.checkKubeVersion(r.KubeVersion); err != nil {
		return nil, err
	}
	version, err := semver.NewVersion(r.KubeVersion)
	if err != nil {
		return nil, err
	}
	e := &engine{chart: c}
	e.templates = template.New(fmt.Sprint(c.metadata["name"])).Option("missingkey=zero")
	e.templates.Funcs(functions(e, r))
	e.context = map[string]interface{}{
		"Chart":  c.asSeenByTemplates(),
		"Values": values,
		"Files":  chartFiles{c.files},
		"Release": map[string]interface{}{
			"Name": r.Name, "Namespace": r.Namespace, "Service": "Helm", "Revision": 1, "IsInstall": true, "IsUpgrade": false,
		},
		"Capabilities": map[string]interface{}{
			"KubeVersion": kubeVersion{"v" + version.String(), fmt.Sprint(version.Major()), fmt.Sprint(version.Minor())},
		},
	}
	for _, name := range c.templates() {
		if _, err := e.templates.New(name).Parse(string(c.files[name])); err != nil {
			return nil, err
		}
	}
	return e, nil
}

type kubeVersion struct{ Version, Major, Minor string }

func (v kubeVersion) String() string { return v.Version }

type chartFiles struct{ files map[string][]byte }

// Get of a file that isn't there is empty, in Helm too; here it is a mistake.
func (f chartFiles) Get(name string) (string, error) {
	if content, ok := f.files[name]; ok {
		return string(content), nil
	}
	return "", fmt.Errorf("the chart has no file %s", name)
}

func (e *engine) render(name string) (string, error) {
	e.context["Template"] = map[string]interface{}{"Name": path.Join(fmt.Sprint(e.chart.metadata["name"]), name), "BasePath": "templates"}
	var text bytes.Buffer
	if err := e.templates.ExecuteTemplate(&text, name, e.context); err != nil {
		return "", err
	}
	return strings.ReplaceAll(text.String(), "<no value>", ""), nil
}

func printNotes(c *chart, r release, values map[string]interface{}) error {
	e, err := newEngine(c, r, values)
	if err != nil {
		return err
	}
	text, err := e.render(notesFile)
	fmt.Fprint(os.Stdout, text)
	return err
}

func printManifests(c *chart, r release, values map[string]interface{}) error {
	e, err := newEngine(c, r, values)
	if err != nil {
		return err
	}
	for _, name := range c.templates() {
		if strings.HasPrefix(path.Base(name), "_") || name == notesFile {
			continue
		}
		text, err := e.render(name)
		if err != nil {
			return err
		}
		for _, document := range documents(text) {
			var object map[string]interface{}
			if err := yaml.UnmarshalStrict([]byte(document), &object); err != nil {
				return fmt.Errorf("YAML parse error on %s: %w\n%s", name, err, document)
			}
			if len(object) > 0 {
				fmt.Fprintf(os.Stdout, "---\n# Source: %s/%s\n%s\n", c.metadata["name"], name, strings.TrimSpace(document))
			}
		}
	}
	return nil
}

var separator = regexp.MustCompile(`(?m)^---\s*$`)

func documents(text string) []string { return separator.Split(text, -1) }
