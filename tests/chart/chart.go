package main

import (
	"fmt"
	"os"
	"path/filepath"
	"sort"
	"strings"

	"github.com/Masterminds/semver"
	"sigs.k8s.io/yaml"
)

// A chart's files by their path inside it.
type chart struct {
	metadata map[string]interface{}
	values   map[string]interface{}
	files    map[string][]byte
}

func loadChart(folder string) (*chart, error) {
	c := &chart{files: map[string][]byte{}}
	if err := c.read(folder, ""); err != nil {
		return nil, err
	}
	if err := yaml.UnmarshalStrict(c.files["Chart.yaml"], &c.metadata); err != nil {
		return nil, fmt.Errorf("Chart.yaml: %w", err)
	}
	if err := yaml.UnmarshalStrict(c.files["values.yaml"], &c.values); err != nil {
		return nil, fmt.Errorf("values.yaml: %w", err)
	}
	return c, nil
}

// Links are followed, as Helm follows them when it packs a chart.
func (c *chart) read(folder, inside string) error {
	entries, err := os.ReadDir(filepath.Join(folder, inside))
	if err != nil {
		return err
	}
	for _, entry := range entries {
		path := filepath.Join(inside, entry.Name())
		info, err := os.Stat(filepath.Join(folder, path))
		if err != nil {
			return err
		}
		if info.IsDir() {
			err = c.read(folder, path)
		} else {
			c.files[path], err = os.ReadFile(filepath.Join(folder, path))
		}
		if err != nil {
			return err
		}
	}
	return nil
}

func (c *chart) templates() []string {
	var names []string
	for name := range c.files {
		if strings.HasPrefix(name, "templates/") {
			names = append(names, name)
		}
	}
	sort.Strings(names)
	return names
}

func (c *chart) checkKubeVersion(version string) error {
	wanted, ok := c.metadata["kubeVersion"].(string)
	if !ok {
		return nil
	}
	constraint, err := semver.NewConstraint(wanted)
	if err != nil {
		return fmt.Errorf("kubeVersion of Chart.yaml: %w", err)
	}
	actual, err := semver.NewVersion(version)
	if err != nil {
		return fmt.Errorf("--kube-version %s: %w", version, err)
	}
	if !constraint.Check(actual) {
		return fmt.Errorf("chart requires kubeVersion: %s which is incompatible with Kubernetes %s", wanted, version)
	}
	return nil
}

// The fields of Chart.yaml under the names by which templates know them: apiVersion is .Chart.APIVersion and so on.
func (c *chart) asSeenByTemplates() map[string]interface{} {
	seen := map[string]interface{}{}
	for name, value := range c.metadata {
		seen[strings.ToUpper(name[:1])+name[1:]] = value
	}
	seen["APIVersion"] = c.metadata["apiVersion"]
	return seen
}
