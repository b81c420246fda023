using System.Net;
using System.Text.Json;
using System.Text.Json.Nodes;
using WebhookController.Core.Objects;
using WebhookController.Kubernetes.Client;
using WebhookController.LeaderElection;

namespace WebhookController.Tests.LeaderElection;

// A fake API server for one Lease with optimistic concurrency.
internal sealed class FakeLeaseServer
{
    private JsonObject? _json;
    private int _version;

    public Lease? Lease => _json is null ? null : Lease.Read(JsonSerializer.SerializeToElement(_json));

    public string? Holder => Lease?.Record.Holder;

    public void Delete() => _json = null;

    // Like a forced change with kubectl.
    public void Steal(string holder, DateTimeOffset now) => Write((Lease ?? Lease.New(new ObjectKey("ns", "n"), holder, TimeSpan.FromSeconds(15), now)).AcquiredBy(holder, TimeSpan.FromSeconds(15), now));

    public Lease Create(Lease lease) => _json is null ? Write(lease) : throw Refusal(HttpStatusCode.Conflict, "AlreadyExists");

    public Lease Replace(Lease lease)
    {
        if (_json is null) throw Refusal(HttpStatusCode.NotFound, "NotFound");
        return Version(Json(lease)) == Version(_json) ? Write(lease) : throw Refusal(HttpStatusCode.Conflict, "Conflict");
    }

    private Lease Write(Lease lease)
    {
        _json = Json(lease);
        _json["metadata"]!["resourceVersion"] = $"{++_version}";
        return Lease!;
    }

    private static JsonObject Json(Lease lease) => JsonNode.Parse(lease.Body.Span)!.AsObject();

    private static string? Version(JsonObject json) => json["metadata"]!["resourceVersion"]?.GetValue<string>();

    private static ApiException Refusal(HttpStatusCode code, string reason) => new(code, reason, reason);
}
