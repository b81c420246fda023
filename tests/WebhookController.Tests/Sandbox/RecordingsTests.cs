using System.Text.Json.Nodes;
using Sandbox;

namespace WebhookController.Tests.SandboxTests;

// Repeats the recorded requests in order, and compares our responses with the recorded ones.
public sealed class RecordingsTests : SandboxTest
{
    // Known deviations: parts of a response that need not match.
    private static readonly Dictionary<string, string[]> Excused = new()
    {
        ["error-400-bad-json"] = [".message"],
        ["pvc-list-bad-continue"] = [".message"],
        // Our message names the rule; the real one adds a diff of Go structs.
        ["pvc-immutable-spec"] = [".message", ".details.causes[0].message"],
        // The real server repeats the same cause four times.
        ["pvc-invalid-label-value"] = [".details.causes"],
        // The real server fails while decoding the patched object, and quotes all of it.
        ["lease-bad-time"] = [".message", ".details"],
        // The real Longhorn Volume of the recording has more settings than ours, and no controller that puts it into group default.
        ["volume-get"] = [".spec", ".metadata"],
        ["volume-label-merge-patch"] = [".spec", ".metadata.generation", ": warnings", ".metadata.labels.recurring-job-group.longhorn.io/default"],
        ["snapshot-ready"] = [".status.labels"],
        ["backup-completed"] = [".status.url", ".status.snapshotName", ".status.labels.KubernetesStatus"],
        ["event-create"] = [".deprecatedSource", ".deprecatedFirstTimestamp", ".deprecatedLastTimestamp"],
    };

    private readonly Dictionary<string, string> _replaced = [];
    private readonly List<string> _differences = [];
    private HttpClient _client = null!;
    private LonghornStandIn _standIn = null!;
    private string _folder = "";

    public override async ValueTask InitializeAsync()
    {
        _folder = Recording.Folder() ?? "";
        if (_folder.Length == 0) Assert.Skip("There is no folder shared/recordings beside the repository");
        await base.InitializeAsync();
        _client = Server.CreateClient(LonghornStandIn.UserAgent);
        _standIn = await LonghornStandIn.StartAsync(_client, ct: Cancelled);
    }

    public override async ValueTask DisposeAsync()
    {
        if (_standIn is not null) await _standIn.DisposeAsync();
        _client?.Dispose();
        await base.DisposeAsync();
    }

    [Fact]
    public async Task Requests_for_a_claim_are_answered_as_recorded()
    {
        await PlayAsync("pvc-create");
        await UntilAsync($"{Claims}/grafana", claim => (string?)claim["status", "phase"] == "Bound");
        await PlayAsync(
            "pvc-get-bound", "pvc-label-merge-patch", "pvc-label-strategic-patch", "pvc-label-json-patch", "pvc-apply-patch", "pvc-invalid-label-value", "pvc-immutable-spec",
            "error-409-exists", "error-409-stale", "error-404", "error-404-group", "error-400-bad-json", "pvc-list-empty", "pvc-list-bad-continue", "list-future", "list-continue-expired");
        for (var i = 0; i < 7; i++) await CreateClaimAsync($"p{i}");
        for (var i = 0; i < 7; i++) await UntilAsync($"{Claims}/p{i}", claim => (string?)claim["status", "phase"] == "Bound");
        await PlayAsync("pvc-list-page1", "pvc-list-selector", "pvc-metadata-only", "pvc-table");
        Assert.True(_differences.Count == 0, string.Join('\n', _differences));
    }

    [Fact]
    public async Task Requests_for_Longhorns_objects_are_answered_as_recorded()
    {
        await PlayAsync("setting-get", "backuptarget-get", "pvc-create");
        var claim = await UntilAsync($"{Claims}/grafana", item => (string?)item["status", "phase"] == "Bound");
        _replaced["3fc24b95-e69f-4913-93f6-f0ac977cb6c9"] = claim.Uid;
        await PlayAsync(
            "volume-get", "recurringjob-create", "recurringjob-apply", "recurringjob-name-too-long", "recurringjob-retain-too-high", "recurringjob-six-field-cron",
            "recurringjob-unknown-field", "recurringjob-table", "error-409-precondition", "error-415-strategic-on-custom-resource", "volume-label-merge-patch", "snapshot-create");
        await UntilAsync("apis/longhorn.io/v1beta2/namespaces/longhorn-system/snapshots/archive-0123456789", item => (bool?)item["status", "readyToUse"] == true);
        await PlayAsync("snapshot-ready", "backup-create-no-snapshot", "backup-create");
        await UntilAsync("apis/longhorn.io/v1beta2/namespaces/longhorn-system/backups/archive-0123456789", item => (string?)item["status", "state"] == "Completed");
        await PlayAsync("backup-completed", "recurringjob-delete");
        Assert.True(_differences.Count == 0, string.Join('\n', _differences));
    }

    [Fact]
    public async Task Requests_for_Leases_and_Events_are_answered_as_recorded()
    {
        await PlayAsync("lease-create", "lease-bad-time", "event-create", "event-missing-action");
        Assert.True(_differences.Count == 0, string.Join('\n', _differences));
    }

    [Fact]
    public async Task Without_credentials_nothing_is_answered()
    {
        Api.DefaultRequestHeaders.Authorization = null;
        await PlayAsync("error-403-anonymous");
        Assert.True(_differences.Count == 0, string.Join('\n', _differences));
    }

    [Theory]
    [InlineData("discovery-aggregated-api")]
    [InlineData("discovery-aggregated-apis")]
    public async Task Discovery_says_of_our_kinds_what_the_real_one_says(string name)
    {
        var recording = Recording.Read(_folder, name, _replaced);
        var reply = await SendAsync(HttpMethod.Get, recording.Path, null, accept: recording.Accept);
        Assert.Equal(recording.Header("Content-Type"), reply.ContentType.Replace(" ", "", StringComparison.Ordinal));

        var theirs = Resources(recording.Body!);
        foreach (var (kind, ours) in Resources(reply.Json))
        {
            // The real server has more subresources and verbs.
            Assert.Equal((string?)theirs[kind]["scope"], (string?)ours["scope"]);
            Assert.Equal((string?)theirs[kind]["singularResource"], (string?)ours["singularResource"]);
            Assert.Equal(theirs[kind]["shortNames"]?.ToJsonString() ?? "[]", ours["shortNames"]!.ToJsonString());
            Assert.Subset(theirs[kind]["verbs"]!.AsArray().Select(verb => (string)verb!).ToHashSet(), ours["verbs"]!.AsArray().Select(verb => (string)verb!).ToHashSet());
        }
    }

    [Fact]
    public async Task A_webhook_gets_the_same_review_as_recorded()
    {
        await using var webhook = await TestWebhook.StartAsync();
        await WebhookRegistration.RegisterAsync(Api, webhook.Address, webhook.CaBundle, "Fail", ct: Cancelled);
        var first = AdmissionRequest("admission-01-mutate-create-r");
        var claim = first["object"]!.DeepClone().AsObject();
        foreach (var serverMade in (string[])["finalizers", "managedFields"]) claim["metadata"]!.AsObject().Remove(serverMade);

        _standIn.Hold(Behaviours.Binding);
        await PostAsync($"{Claims}?fieldManager=kubectl-client-side-apply&fieldValidation=Strict", claim.ToJsonString());
        await PatchAsync($"{Claims}/r", """{"metadata":{"annotations":{"pv.kubernetes.io/bind-completed":"yes"}},"spec":{"volumeName":"pvc-5c957a84-718e-415f-9ba6-1d340213fd37"}}""");

        string[] recorded = ["admission-01-mutate-create-r", "admission-02-validate-create-r", "admission-03-mutate-update-r", "admission-04-validate-update-r"];
        foreach (var (name, call) in recorded.Zip(webhook.Calls)) _differences.AddRange(Differences.Between(AdmissionRequest(name), call.Request, name));
        // Users and tools differ between clusters; and the real server resets the phase of a new claim for a while.
        string[] excused = [".userInfo", "options.fieldManager", "admission-02-validate-create-r.object.status.phase"];
        _differences.RemoveAll(difference => excused.Any(part => difference.Contains(part, StringComparison.Ordinal)));
        Assert.True(_differences.Count == 0, string.Join('\n', _differences));
    }

    [Theory]
    [InlineData("watch-too-old")]
    public async Task Watches_end_as_recorded(string name)
    {
        var recording = Recording.Read(_folder, name, _replaced);
        using var watch = await WatchStream.OpenAsync(Api, recording.Path.TrimStart('/'));
        foreach (var frame in recording.Response["frames"]!.AsArray())
            Assert.Empty(Differences.Between(frame, (await watch.NextAsync())!.Json));
        Assert.Null(await watch.NextAsync());
    }

    [Fact]
    public async Task The_events_of_a_claim_are_as_recorded()
    {
        var recording = Recording.Read(_folder, "watch-pvc", _replaced);
        _standIn.Hold(Behaviours.Protection);
        using var watch = await WatchStream.OpenAsync(Api, $"{Claims}?watch=true&resourceVersion=100");
        await CreateClaimAsync("w1");
        await UntilAsync($"{Claims}/w1", claim => (string?)claim["status", "phase"] == "Bound");
        await PatchAsync($"{Claims}/w1", Labels("z", "1"));
        await DeleteAsync($"{Claims}/w1");
        _standIn.Resume(Behaviours.Protection);

        foreach (var frame in recording.Response["frames"]!.AsArray())
            _differences.AddRange(Differences.Between(frame, (await watch.NextAsync())!.Json));
        Assert.True(_differences.Count == 0, string.Join('\n', _differences));
    }

    private static Dictionary<string, JsonNode> Resources(JsonNode discovery) => discovery["items"]!.AsArray()
        .SelectMany(group => group!["versions"]!.AsArray().SelectMany(version => version!["resources"]!.AsArray()
            .Select(resource => ($"{group["metadata"]?["name"]}/{version["version"]}/{resource!["resource"]}", resource))))
        .ToDictionary(pair => pair.Item1, pair => pair.resource);

    private JsonNode AdmissionRequest(string name) => JsonNode.Parse(File.ReadAllText(Path.Combine(_folder, $"{name}.json")))!["body"]!["request"]!;

    private async Task PlayAsync(params string[] names)
    {
        foreach (var name in names) await PlayAsync(Recording.Read(_folder, name, _replaced));
    }

    private async Task PlayAsync(Recording recording)
    {
        var body = recording.Name == "error-400-bad-json" ? """{"apiVersion": "v1", "kind": """ : recording.Request["body"]?.ToJsonString();
        var reply = await SendAsync(new HttpMethod(recording.Method), recording.Path, body, recording.ContentType, recording.Accept);
        var ours = reply.ContentType.StartsWith("application/json", StringComparison.Ordinal) ? reply.Json : JsonValue.Create(reply.Text);
        if (recording.Body is JsonObject real && (string?)real["metadata"]?["uid"] is { } uid && reply.Status < 300) _replaced[uid] = reply.Uid;

        List<string> found = [.. Differences.Between(recording.Body, ours)];
        if (reply.Status != recording.Status) found.Add($": status {reply.Status} instead of {recording.Status}");
        if (reply.ContentType != recording.Header("Content-Type")) found.Add($": content type {reply.ContentType}");
        if (reply.RetryAfter != recording.Header("Retry-After")) found.Add($": Retry-After {reply.RetryAfter}");
        if (reply.Warnings.LastOrDefault() != recording.Header("Warning")) found.Add($": warnings {string.Join(" | ", reply.Warnings)}");

        var excused = Excused.GetValueOrDefault(recording.Name) ?? [];
        _differences.AddRange(found.Where(difference => !excused.Any(path => difference.StartsWith(path, StringComparison.Ordinal))).Select(difference => recording.Name + difference));
    }

    private async Task<Reply> UntilAsync(string path, Predicate<Reply> holds)
    {
        Reply? last = null;
        await Wait.UntilAsync(async () => holds(last = await GetAsync(path)), () => $"{last}");
        return last!;
    }
}
