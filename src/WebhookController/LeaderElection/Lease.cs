using System.Globalization;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace WebhookController.LeaderElection;

/// A Lease as the API server gave it. What we write is that with our fields changed, so that fields of others stay, and its
/// resourceVersion, so that it goes through only if nobody was faster.
internal sealed class Lease
{
    private readonly JsonObject _json;

    private Lease(JsonObject json) => _json = json;

    public LeaseRecord Record => new(Text("holderIdentity") ?? "", Seconds("leaseDurationSeconds"), Text("renewTime"), Number("leaseTransitions") ?? 0);

    public ReadOnlyMemory<byte> Body => Encoding.UTF8.GetBytes(_json.ToJsonString());

    public static Lease Read(JsonElement json) => new(JsonObject.Create(json.Clone()) ?? throw new JsonException("the Lease is not an object"));

    /// One that isn't there yet.
    public static Lease New(string ns, string name, string holder, TimeSpan duration, DateTimeOffset now) => new Lease(new JsonObject
    {
        ["apiVersion"] = "coordination.k8s.io/v1",
        ["kind"] = "Lease",
        ["metadata"] = new JsonObject { ["name"] = name, ["namespace"] = ns },
    }).HeldBy(holder, duration, now, transitions: 0);

    public Lease TakenBy(string holder, TimeSpan duration, DateTimeOffset now) => HeldBy(holder, duration, now, Record.Transitions + 1);

    public Lease Renewed(TimeSpan duration, DateTimeOffset now) => With(spec =>
    {
        spec["leaseDurationSeconds"] = (int)duration.TotalSeconds;
        spec["renewTime"] = MicroTime(now);
    });

    /// An empty holder, which every client takes for a free Lease; some never get over one that is null.
    public Lease Released(DateTimeOffset now) => With(spec =>
    {
        spec["holderIdentity"] = "";
        spec["renewTime"] = MicroTime(now);
    });

    private Lease HeldBy(string holder, TimeSpan duration, DateTimeOffset now, int transitions) => With(spec =>
    {
        spec["holderIdentity"] = holder;
        spec["leaseDurationSeconds"] = (int)duration.TotalSeconds;
        spec["acquireTime"] = MicroTime(now);
        spec["renewTime"] = MicroTime(now);
        spec["leaseTransitions"] = transitions;
    });

    private Lease With(Action<JsonObject> change)
    {
        var next = _json.DeepClone().AsObject();
        if (next["spec"] is not JsonObject) next["spec"] = new JsonObject();
        change(next["spec"]!.AsObject());
        return new Lease(next);
    }

    // The server reads no time without a fraction, be it all zeros.
    private static string MicroTime(DateTimeOffset time) => time.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.ffffff'Z'", CultureInfo.InvariantCulture);

    private JsonValue? Field(string name) => (_json["spec"] as JsonObject)?[name] as JsonValue;

    private string? Text(string name) => Field(name) is { } value && value.TryGetValue<string>(out var text) ? text : null;

    private int? Number(string name) => Field(name) is { } value && value.TryGetValue<int>(out var number) ? number : null;

    private TimeSpan? Seconds(string name) => Number(name) is > 0 and { } seconds ? TimeSpan.FromSeconds(seconds) : null;
}
