using System.Text.Json.Nodes;
using Sandbox;

namespace WebhookController.Tests.SandboxTests;

public sealed class KubectlTests : SandboxTest
{
    private const string Yaml = """
        apiVersion: v1
        kind: PersistentVolumeClaim
        metadata: {name: grafana, namespace: mon, labels: {app: grafana}}
        spec: {accessModes: [ReadWriteOnce], resources: {requests: {storage: 1Gi}}, storageClassName: longhorn}
        """;

    private HttpClient _client = null!;
    private LonghornStandIn _standIn = null!;
    private Kubectl _kubectl = null!;

    public override async ValueTask InitializeAsync()
    {
        Kubectl.SkipUnlessInstalled();
        await base.InitializeAsync();
        _client = Server.CreateClient(LonghornStandIn.UserAgent);
        _standIn = await LonghornStandIn.StartAsync(_client, ct: Cancelled);
        _kubectl = new Kubectl(Server.Kubeconfig);
    }

    public override async ValueTask DisposeAsync()
    {
        _kubectl?.Dispose();
        if (_standIn is not null) await _standIn.DisposeAsync();
        _client?.Dispose();
        await base.DisposeAsync();
    }

    [Fact]
    public async Task Applies_a_claim_again_and_again()
    {
        Assert.Equal("persistentvolumeclaim/grafana created\n", await _kubectl.RunAsync("apply -f -", Yaml));
        Assert.Equal("persistentvolumeclaim/grafana unchanged\n", await _kubectl.RunAsync("apply -f -", Yaml));
        Assert.Equal("persistentvolumeclaim/grafana configured\n", await _kubectl.RunAsync("apply -f -", Yaml.Replace("app: grafana", "app: other", StringComparison.Ordinal)));
        Assert.Equal("persistentvolumeclaim/grafana serverside-applied\n", await _kubectl.RunAsync("apply --server-side --force-conflicts -f -", Yaml));
    }

    [Fact]
    public async Task Labels_annotates_patches_and_edits()
    {
        await _kubectl.RunAsync("apply -f -", Yaml);
        Assert.Equal("persistentvolumeclaim/grafana labeled\n", await _kubectl.RunAsync("label pvc grafana -n mon backup.vluwte.nl/enabled=true"));
        Assert.Equal("persistentvolumeclaim/grafana annotated\n", await _kubectl.RunAsync("annotate pvc grafana -n mon a=b"));
        Assert.Equal("persistentvolumeclaim/grafana patched\n", await _kubectl.RunAsync("""patch pvc grafana -n mon -p {"metadata":{"labels":{"tier":"1"}}}""".Replace("\"", "\\\"", StringComparison.Ordinal)));
        Assert.Equal("persistentvolumeclaim/grafana edited\n", await _kubectl.RunAsync("edit pvc grafana -n mon", editor: "sed -i s/tier:.*1.$/tier:\\ two/"));
        Assert.Equal("persistentvolumeclaim/grafana unlabeled\n", await _kubectl.RunAsync("label pvc grafana -n mon app-"));
        Assert.Contains("backup.vluwte.nl/enabled=true,tier=two", await _kubectl.RunAsync("get pvc grafana -n mon --show-labels"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Gets_describes_and_waits()
    {
        await _kubectl.RunAsync("apply -f -", Yaml);
        await _kubectl.RunAsync("wait pvc grafana -n mon --for=jsonpath={.status.phase}=Bound --timeout=20s");

        var claims = await _kubectl.RunAsync("get pvc -A");
        Assert.Matches(@"mon +grafana +Bound +pvc-\S+ +1Gi +RWO +longhorn +<unset>", claims);
        Assert.Matches(@"recurring-job-max-retention +100", await _kubectl.RunAsync("get settings.longhorn.io -n longhorn-system"));

        await PostAsync("apis/events.k8s.io/v1/namespaces/mon/events", $$$"""
            {"metadata":{"name":"e"},"eventTime":"2026-11-22T20:00:00.000001Z","reportingController":"c","reportingInstance":"i","action":"A","reason":"BackupJobCreated",
             "type":"Normal","note":"made a job","regarding":{"kind":"PersistentVolumeClaim","namespace":"mon","name":"grafana","uid":"{{{(await GetAsync($"{Claims}/grafana")).Uid}}}"}}
            """);
        var described = await _kubectl.RunAsync("describe pvc grafana -n mon");
        Assert.Contains("Status:        Bound", described, StringComparison.Ordinal);
        Assert.Matches("Normal +BackupJobCreated .*made a job", described);
    }

    [Fact]
    public async Task Deletes_and_waits_until_it_is_gone()
    {
        await _kubectl.RunAsync("apply -f -", Yaml);
        Assert.Contains("deleted", await _kubectl.RunAsync("delete pvc grafana -n mon --timeout=20s"), StringComparison.Ordinal);
        Assert.Contains("not found", await _kubectl.RunAsync("get pvc grafana -n mon", exitCode: 1), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Shows_what_is_refused_and_warned_of()
    {
        Assert.Contains("retain value should be less than or equal to 100", await _kubectl.RunAsync("apply -f -", Job("a", ",\"retain\":101").Replace("\"retain\":8,", "", StringComparison.Ordinal).Replace("\"name\":\"a\"", "\"name\":\"a\",\"namespace\":\"longhorn-system\"", StringComparison.Ordinal), exitCode: 1), StringComparison.Ordinal);
        Assert.Contains("unknown field \"spec.nonsense\"", await _kubectl.RunAsync("apply -f -", Yaml.Replace("spec: {", "spec: {nonsense: 1, ", StringComparison.Ordinal), exitCode: 1), StringComparison.Ordinal);
        Assert.Contains("persistentvolumeclaim/grafana created (server dry run)", await _kubectl.RunAsync("apply --dry-run=server -f -", Yaml), StringComparison.Ordinal);
        Assert.Equal(404, (await GetAsync($"{Claims}/grafana")).Status);
    }

    [Fact]
    public async Task Labels_namespaces_and_StorageClasses_and_shows_what_is_refused()
    {
        await using var webhook = await TestWebhook.StartAsync();
        await WebhookRegistration.RegisterAsync(Api, webhook.Address, webhook.CaBundle, "Fail", timeoutSeconds: 10, Cancelled);
        Assert.Equal("namespace/mon labeled\n", await _kubectl.RunAsync("label namespace mon backup.vluwte.nl/enabled=true"));
        Assert.Equal("storageclass.storage.k8s.io/longhorn labeled\n", await _kubectl.RunAsync("label storageclass longhorn backup.vluwte.nl/retain=3"));
        Assert.Contains("mon", await _kubectl.RunAsync("get namespaces -l backup.vluwte.nl/enabled=true -o name"), StringComparison.Ordinal);

        webhook.Answers((_, _) => TestWebhook.Deny(403, "Forbidden", "interval=5 is not allowed"));
        foreach (var (target, name) in new[] { ("namespace mon", "namespaces"), ("storageclass longhorn", "storageclasses") })
        {
            Assert.Equal(
                $"Error from server (Forbidden): admission webhook \"{name}.backup.vluwte.nl\" denied the request: interval=5 is not allowed\n",
                await _kubectl.RunAsync($"label {target} backup.vluwte.nl/interval=5", exitCode: 1));
        }

        webhook.Answers((_, _) => new() { ["allowed"] = true, ["warnings"] = new JsonArray("namespace mon: 3 backups are at stake") });
        Assert.Equal(
            "namespace/mon unlabeled\nWarning: namespace mon: 3 backups are at stake\n", await _kubectl.RunAsync("label namespace mon backup.vluwte.nl/enabled-"));
    }

    [Fact]
    public async Task Creates_namespaces_configmaps_and_secrets_which_it_sends_as_protobuf()
    {
        Assert.Equal("namespace/shop created\n", await _kubectl.RunAsync("create namespace shop"));
        Assert.Equal("configmap/cm created\n", await _kubectl.RunAsync("create configmap cm -n shop --from-literal=retain=8 --from-literal=start=0030"));
        Assert.Equal("secret/s created\n", await _kubectl.RunAsync("create secret generic s -n shop --from-literal=password=grün"));

        Assert.Equal("shop", (string?)(await GetAsync("api/v1/namespaces/shop"))["metadata", "labels", "kubernetes.io/metadata.name"]);
        Assert.Equal("""{"retain":"8","start":"0030"}""", (await GetAsync("api/v1/namespaces/shop/configmaps/cm"))["data"]!.ToJsonString());
        var secret = await GetAsync("api/v1/namespaces/shop/secrets/s");
        Assert.Equal(("Opaque", Convert.ToBase64String("grün"u8)), ((string?)secret["type"], (string?)secret["data", "password"]));
    }

    [Fact]
    public async Task Deletes_a_namespace_with_all_that_is_in_it()
    {
        await _kubectl.RunAsync("apply -f -", Yaml);
        Assert.Contains("deleted", await _kubectl.RunAsync("delete namespace mon --timeout=20s"), StringComparison.Ordinal);
        Assert.Equal(404, (await GetAsync($"{Claims}/grafana")).Status);
    }

    [Fact]
    public async Task Reports_the_conflicts_of_a_server_side_apply()
    {
        await _kubectl.RunAsync("apply --server-side --field-manager=one -f -", Yaml);
        var refused = await _kubectl.RunAsync("apply --server-side --field-manager=two -f -", Yaml.Replace("app: grafana", "app: other", StringComparison.Ordinal), exitCode: 1);
        Assert.Contains("Apply failed with 1 conflict: conflict with \"one\": .metadata.labels.app", refused, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Creates_from_a_file()
    {
        Assert.Equal("persistentvolumeclaim/grafana created\n", await _kubectl.RunAsync("create -f -", Yaml));
        Assert.Contains("grafana", await _kubectl.RunAsync("get pvc -n mon -l app=grafana -o name"), StringComparison.Ordinal);
    }
}
