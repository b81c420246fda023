using Microsoft.Extensions.Configuration;
using WebhookController.Core.Labels;
using WebhookController.Core.Layers;
using WebhookController.Core.Reviews;
using WebhookController.Hosting;
using WebhookController.Tests.Deploy.Support;

namespace WebhookController.Tests.Deploy;

/// What the chart sets is what the program reads.
public sealed class OptionsTests : ChartTest
{
    [Theory]
    [MemberData(nameof(Cases))]
    public void Every_option_is_known_to_the_program_and_fits_the_rest(string name)
    {
        var manifests = new ChartCase(name).Manifests;

        var options = Read(manifests);

        var ports = manifests.Container["ports"]!.AsArray().Select(port => (int)port!["containerPort"]!);
        Assert.Equal([options.Webhook.Port, options.Metrics.Port], ports);
        var mount = manifests.Container["volumeMounts"]!.AsArray().Single(one => (string?)one!["name"] == "certificate")!;
        Assert.Equal(options.Webhook.CertificateDirectory, (string?)mount["mountPath"]);
        Assert.Contains(manifests.Of("Role"), role => Manifests.Namespace(role) == options.Longhorn.Namespace);
        Assert.Contains(manifests.Container["env"]!.AsArray(), one => (string?)one!["name"] == "POD_NAMESPACE"
            && (string?)one["valueFrom"]!["fieldRef"]!["fieldPath"] == "metadata.namespace");
    }

    [Fact]
    public void The_defaults_of_the_chart_are_those_of_the_program() =>
        Assert.Equal(new ControllerOptions(), Read(ChartCase.Default));

    [Fact]
    public void What_is_set_arrives()
    {
        var (renamed, closed) = (Read(new ChartCase("renamed").Manifests), Read(new ChartCase("fail-closed").Manifests));

        Assert.Equal(("backups.example.org/", "longhorn", "storage-tools"),
            (renamed.Labels.Prefix, renamed.Longhorn.Namespace, renamed.Kubernetes.Namespace));
        Assert.Equal(TimeSpan.FromMinutes(10), renamed.Reconciler.Resync);
        Assert.Equal(["pvc-backup.storage-tools.svc", "pvc-backup"], renamed.Webhook.Names);
        Assert.Equal((ArchiveDeleteGuard.Warn, true), (closed.Admission.ArchiveDeleteGuard, closed.Reconciler.DryRun));
    }

    [Fact]
    public void Exemptions_are_left_to_the_program_unless_they_are_set()
    {
        Assert.DoesNotContain(Variables(ChartCase.Default), variable => variable.Key.StartsWith("Exemptions", StringComparison.Ordinal));
        Assert.Equal("ci,kube-system", Variables(new ChartCase("fail-closed").Manifests)["Exemptions__Namespaces"]);
        Assert.Equal("app=cache,tier in (dev, test);example.org/scratch", Variables(new ChartCase("renamed").Manifests)["Exemptions__Selectors"]);
    }

    [Fact]
    public void Selectors_of_the_program_can_be_taken_away()
    {
        var answer = new ChartCase("default").TryWith("""options: {"Exemptions:Selectors": ""}""");

        Assert.True(answer.Succeeded, answer.Text);
        Assert.Equal("", Variables(new Manifests(answer.Text))["Exemptions__Selectors"]);
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public void The_ConfigMap_of_defaults_is_one_that_the_program_accepts(string name)
    {
        var configMap = new ChartCase(name).Manifests.Of("ConfigMap").SingleOrDefault(item => Manifests.Name(item) == DefaultsParser.ConfigMapName);
        Assert.Equal(name != "single-replica", configMap is not null);
        if (configMap is null) return;

        var data = configMap["data"]!.AsObject().Select(entry => KeyValuePair.Create(entry.Key, (string)entry.Value!)).ToList();
        Assert.Empty(DefaultsParser.Parse(LabelSet.From(data), Limits.Default).Violations);
        var builtIn = LabelTable.WithDefaults.Select(row => (row.Name, row.Default)).Order();
        if (name == "default") Assert.Equal(builtIn, data.Select(entry => (entry.Key, (string?)entry.Value)).Order());
        if (name == "renamed") Assert.Equal("1000000", data.Single(entry => entry.Key == "full-backup-interval").Value);
    }

    private static ControllerOptions Read(Manifests manifests) => OptionsReader.Read(new ConfigurationBuilder().AddInMemoryCollection(
        Variables(manifests).Select(one => KeyValuePair.Create(one.Key.Replace("__", ":", StringComparison.Ordinal), (string?)one.Value))).Build());

    private static Dictionary<string, string> Variables(Manifests manifests) => manifests.Container["env"]!.AsArray()
        .Where(one => one!["value"] is not null).ToDictionary(one => (string)one!["name"]!, one => (string)one!["value"]!);
}
