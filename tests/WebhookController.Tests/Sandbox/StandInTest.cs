using System.Text.Json.Nodes;
using Sandbox;

namespace WebhookController.Tests.SandboxTests;

// A test with its own API server and a fast Longhorn stand-in.
public abstract class StandInTest : ApiTest
{
    private protected const string Longhorn = "apis/longhorn.io/v1beta2/namespaces/longhorn-system";
    private static readonly TimeSpan Soon = TimeSpan.FromMilliseconds(10);

    private HttpClient? _client;
    private LonghornStandIn? _standIn;

    private protected LonghornStandIn StandIn => _standIn!;

    private protected virtual LonghornStandInOptions StandInOptions => new();

    public override async ValueTask InitializeAsync()
    {
        await base.InitializeAsync();
        _client = Cluster.CreateClient(LonghornStandIn.UserAgent);
        _standIn = await LonghornStandIn.StartAsync(_client, StandInOptions with { BindDelay = Soon, SnapshotDelay = Soon, BackupDelay = Soon }, Cancelled);
    }

    public override async ValueTask DisposeAsync()
    {
        if (_standIn is not null) await _standIn.DisposeAsync();
        _client?.Dispose();
        await base.DisposeAsync();
        GC.SuppressFinalize(this);
    }

    private protected Task<Reply> CreateAsync(string kind, string body)
    {
        var item = JsonNode.Parse(body)!.AsObject();
        (item["apiVersion"], item["kind"]) = ("longhorn.io/v1beta2", kind);
        return PostAsync($"{Longhorn}/{kind.ToLowerInvariant()}s", item.ToJsonString());
    }

    private protected async Task<Reply> UntilAsync(string path, Predicate<Reply> holds)
    {
        Reply? last = null;
        await Wait.UntilAsync(async () => holds(last = await GetAsync(path)), () => $"{last}");
        return last!;
    }
}
