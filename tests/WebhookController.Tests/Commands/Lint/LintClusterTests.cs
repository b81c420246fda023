using System.Text.Json.Nodes;
using Sandbox;
using WebhookController.Core.Labels;
using WebhookController.Tests.Commands.Lint.Support;
using WebhookController.Tests.Hosting;
using WebhookController.Tests.Integration.Support;

namespace WebhookController.Tests.Commands.Lint;

/// With a cluster to ask: what only it knows counts, too.
public sealed class LintClusterTests : IDisposable
{
    private static readonly string[] Reads = ["persistentvolumeclaims", "persistentvolumes", "storageclasses", "namespaces", "recurringjobs", "settings"];

    private static readonly RestrictedUser SeesNoJobs = new("reader", "reader",
        [.. Reads.Except(["recurringjobs"]).Select(resource => new Grant(GroupOf(resource), resource, ["list"]))]);

    private readonly TemporaryFolder _folder = new();

    [Fact]
    public async Task Names_that_others_have_taken_are_found()
    {
        await using var cluster = await StartAsync(Objects.Claim("shop", "other", "longhorn", ("enabled", "true"), ("name", "x")), Job("backup-shop-y"));

        var outcome = await LintAsync(cluster, Manifest.Documents(Claim("a", "name: x"), Claim("b", "name: \"y\""), Claim("c", "name: z")));

        Assert.Equal(
        [
            "backup.vluwte.nl/name=x is not allowed: shop/other asks for job backup-shop-x too, choose another name, or leave the label out: the PVC's own name is used then (PersistentVolumeClaim shop/a)",
            "backup.vluwte.nl/name=y is not allowed: a RecurringJob backup-shop-y exists that isn't managed here, choose another name, or leave the label out: the PVC's own name is used then (PersistentVolumeClaim shop/b)",
        ], outcome.Findings);
    }

    [Fact]
    public async Task A_pvc_that_exists_is_the_same_one_and_on_the_storage_that_it_has()
    {
        await using var cluster = await StartAsync(
            Objects.Claim("shop", "a", "longhorn", ("enabled", "true"), ("name", "x")), Objects.Claim("shop", "nfs", "nfs"));

        var outcome = await LintAsync(cluster, Manifest.Documents(Claim("a", "name: x"), "{kind: PersistentVolumeClaim, metadata: {name: nfs}}"), "--require-enabled");

        Assert.Equal((0, ""), (outcome.Code, outcome.Output));
    }

    [Fact]
    public async Task Layers_and_classes_of_the_cluster_count()
    {
        await using var cluster = await StartAsync(
            Objects.StorageClass("other", "nfs.csi.k8s.io"), Labelled(Objects.StorageClass("quiet", "driver.longhorn.io"), "false"), Labelled(Objects.Namespace("media"), "true"));

        var outcome = await LintAsync(cluster, """
            {kind: PersistentVolumeClaim, metadata: {name: a, namespace: media}, spec: {storageClassName: longhorn}}
            ---
            {kind: PersistentVolumeClaim, metadata: {name: b}, spec: {storageClassName: quiet}}
            ---
            {kind: PersistentVolumeClaim, metadata: {name: c}, spec: {storageClassName: other}}
            ---
            {kind: PersistentVolumeClaim, metadata: {name: d, namespace: not-made-yet}, spec: {storageClassName: longhorn}}
            ---
            {kind: PersistentVolumeClaim, metadata: {name: e, labels: {backup.vluwte.nl/enabled: "true"}}, spec: {storageClassName: nowhere}}
            """, "--require-enabled");

        Assert.Equal(
        [
            "backup.vluwte.nl/enabled is missing: set it to true to back the PVC up, or to false to opt out (PersistentVolumeClaim not-made-yet/d)",
            "warning: shop/e: there is no StorageClass nowhere",
        ], outcome.Findings);
    }

    [Fact]
    public async Task What_is_in_the_input_comes_before_what_is_in_the_cluster()
    {
        await using var cluster = await StartAsync(Labelled(Objects.Namespace("media"), "true"));

        var outcome = await LintAsync(cluster, Manifest.Documents(Manifest.Namespace("media", ""), "{kind: PersistentVolumeClaim, metadata: {name: a, namespace: media}, spec: {storageClassName: longhorn}}"));

        Assert.Equal(["warning: media/a: not backed up: label it backup.vluwte.nl/enabled=true, or =false"], outcome.Findings);
    }

    [Fact]
    public async Task Longhorns_ceiling_is_that_of_the_cluster()
    {
        await using var cluster = await StartAsync(Setting(LonghornLabels.MaxRetainSetting, "50"));

        var outcome = await LintAsync(cluster, Manifest.Documents(Claim("a", "retain: \"51\""), Claim("b", "retain: \"50\"")));

        Assert.Equal(["backup.vluwte.nl/retain=51 is not allowed: use a whole number from 1 to 50 (PersistentVolumeClaim shop/a)"], outcome.Findings);
    }

    [Fact]
    public async Task What_may_not_be_read_is_said_and_not_guessed()
    {
        await using var cluster = await StartAsync();

        var outcome = await LintAsync(cluster.KubeconfigOf(SeesNoJobs), Claim("a", "name: x"));

        Assert.Equal((0, ""), (outcome.Code, outcome.Output));
        Assert.StartsWith("lint: recurringjobs.longhorn.io can't be read: recurringjobs.longhorn.io is forbidden: User \"reader\" cannot list resource \"recurringjobs\"", outcome.Errors, StringComparison.Ordinal);
        Assert.Contains("; not checked: names that jobs have taken\n", outcome.Errors, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Each_kind_is_listed_once_and_nothing_else_is_asked()
    {
        await using var cluster = await StartAsync();

        await LintAsync(cluster, Claim("a", "name: x"));

        Assert.Equal(Reads.Select(resource => $"list {resource}").Order(), cluster.Requests.All.Select(request => $"{request.Verb} {request.Resource}").Order());
    }

    [Fact]
    public async Task A_cluster_that_does_not_answer_is_2()
    {
        var kubeconfig = await NoCluster.KubeconfigAsync(new DirectoryInfo(_folder.Path));

        var outcome = await LintProcess.PipeAsync("", "--kubeconfig", kubeconfig);

        Assert.Equal((2, ""), (outcome.Code, outcome.Output));
        Assert.StartsWith("lint: the cluster can't be read: ", outcome.Errors, StringComparison.Ordinal);
        Assert.Single(outcome.Errors.TrimEnd('\n').Split('\n'));
    }

    [Theory]
    [InlineData("--kubeconfig", "no/such/file")]
    [InlineData("--context", "no-such-context")]
    public async Task No_such_cluster_is_2(params string[] args)
    {
        var outcome = await LintProcess.PipeAsync("", args);

        Assert.Equal(2, outcome.Code);
        Assert.StartsWith("lint: there is no cluster to ask: ", outcome.Errors, StringComparison.Ordinal);
    }

    public void Dispose() => _folder.Dispose();

    private static async Task<SandboxServer> StartAsync(params JsonObject[] objects)
    {
        var server = await SandboxServer.StartAsync(new SandboxOptions { RestrictedUsers = [SeesNoJobs] }, TestContext.Current.CancellationToken);
        server.Load([Objects.Namespace("longhorn-system"), Objects.Namespace("shop"), Objects.StorageClass("longhorn", "driver.longhorn.io", isDefault: true), Objects.StorageClass("nfs", "nfs.csi.k8s.io"), .. objects]);
        return server;
    }

    private Task<LintOutcome> LintAsync(SandboxServer cluster, string input, params string[] args) => LintAsync(cluster.Kubeconfig, input, args);

    private Task<LintOutcome> LintAsync(string kubeconfig, string input, params string[] args)
    {
        _folder.With("kubeconfig", kubeconfig);
        return LintProcess.PipeAsync(input, ["--kubeconfig", _folder.At("kubeconfig"), "--namespace", "shop", .. args]);
    }

    private static string Claim(string name, string label) =>
        $"{{kind: PersistentVolumeClaim, metadata: {{name: {name}, labels: {{backup.vluwte.nl/enabled: \"true\", backup.vluwte.nl/{label}}}}}, spec: {{storageClassName: longhorn}}}}\n";

    private static JsonObject Labelled(JsonObject item, string enabled)
    {
        item["metadata"]!["labels"] = Objects.Labels(("enabled", enabled));
        return item;
    }

    private static JsonObject Job(string name) => new()
    {
        ["apiVersion"] = "longhorn.io/v1beta2",
        ["kind"] = "RecurringJob",
        ["metadata"] = new JsonObject { ["name"] = name, ["namespace"] = "longhorn-system" },
        ["spec"] = new JsonObject { ["name"] = name, ["task"] = "backup", ["cron"] = "0 0 * * ?", ["retain"] = 1, ["concurrency"] = 1, ["groups"] = new JsonArray() },
    };

    private static JsonObject Setting(string name, string value) => new()
    {
        ["apiVersion"] = "longhorn.io/v1beta2",
        ["kind"] = "Setting",
        ["metadata"] = new JsonObject { ["name"] = name, ["namespace"] = "longhorn-system" },
        ["value"] = value,
    };

    private static string GroupOf(string resource) => resource switch { "storageclasses" => "storage.k8s.io", "recurringjobs" or "settings" => "longhorn.io", _ => "" };
}
