// Renders a chart as `helm template` does, for machines without Helm: text/template and Sprig, as Helm itself uses them, and as
// much around them as a small chart needs. Takes the arguments of `helm template`, and two more for what that can't show.
package main

import (
	"flag"
	"fmt"
	"os"
)

type files []string

func (f *files) String() string         { return fmt.Sprint(*f) }
func (f *files) Set(value string) error { *f = append(*f, value); return nil }

func main() {
	if err := run(os.Args[1:]); err != nil {
		fmt.Fprintln(os.Stderr, "Error:", err)
		os.Exit(1)
	}
}

func run(args []string) error {
	if len(args) < 2 {
		return fmt.Errorf("use: render NAME CHART [--namespace NS] [--kube-version V] [--values FILE]... [--objects FILE] [--notes]")
	}
	release := release{Name: args[0], Namespace: "default", KubeVersion: "v1.33.0"}
	var valueFiles files
	flags := flag.NewFlagSet("render", flag.ContinueOnError)
	flags.StringVar(&release.Namespace, "namespace", release.Namespace, "namespace to install into")
	flags.StringVar(&release.KubeVersion, "kube-version", release.KubeVersion, "version of Kubernetes to render for")
	flags.Var(&valueFiles, "values", "values that override the chart's")
	objects := flags.String("objects", "", "objects that are in the cluster already, for lookup (not in Helm)")
	notes := flags.Bool("notes", false, "print NOTES.txt instead (not in Helm)")
	if err := flags.Parse(args[2:]); err != nil {
		return err
	}

	chart, err := loadChart(args[1])
	if err != nil {
		return err
	}
	values, err := chart.valuesWith(valueFiles)
	if err != nil {
		return err
	}
	if release.Objects, err = readObjects(*objects); err != nil {
		return err
	}
	if *notes {
		return printNotes(chart, release, values)
	}
	return printManifests(chart, release, values)
}
