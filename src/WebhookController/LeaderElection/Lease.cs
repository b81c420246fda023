using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using WebhookController.Core.Objects;
using WebhookController.Kubernetes.Objects;

namespace WebhookController.LeaderElection;

// What a Lease says about its holder. Every renewal makes a new one.
internal sealed record LeaseRecord(
    // Empty if the Lease was released, or never held.
    string Holder,
    // How long others must leave it alone after a renewal; null if the Lease does not say.
    TimeSpan? Duration,
    // By the holder's wall clock, so it only distinguishes one renewal from another.
    string? RenewTime,
    // How often it has passed from one holder to another.
    int Transitions)
{
    public static readonly LeaseRecord Absent = new("", null, null, 0);
}

// A Lease as the API server sent it. We write the same object with our fields changed, so that other fields stay, and with its
// resourceVersion, so that the write fails if somebody else changed the Lease.
internal sealed class Lease
{
    private readonly JsonObject _json;

    private Lease(JsonObject json) => _json = json;

    public LeaseRecord Record => new(Text("holderIdentity") ?? "", Seconds("leaseDurationSeconds"), Text("renewTime"), Number("leaseTransitions") ?? 0);

    public ReadOnlyMemory<byte> Body => Encoding.UTF8.GetBytes(_json.ToJsonString());

    public static Lease Read(JsonElement json) => new(JsonObject.Create(json.Clone()) ?? throw new JsonException("the Lease is not an object"));

    public static Lease New(ObjectKey key, string holder, TimeSpan duration, DateTimeOffset now) => new Lease(new JsonObject
    {
        ["apiVersion"] = "coordination.k8s.io/v1",
        ["kind"] = "Lease",
        ["metadata"] = new JsonObject { ["name"] = key.Name, ["namespace"] = key.Namespace },
    }).HeldBy(holder, duration, now, transitions: 0);

    public Lease AcquiredBy(string holder, TimeSpan duration, DateTimeOffset now) => HeldBy(holder, duration, now, Record.Transitions + 1);

    public Lease Renewed(TimeSpan duration, DateTimeOffset now) => With(spec =>
    {
        spec["leaseDurationSeconds"] = (int)duration.TotalSeconds;
        spec["renewTime"] = MicroTime.Format(now);
    });

    // An empty holder means a free Lease to every client; some clients fail on null.
    public Lease Released(DateTimeOffset now) => With(spec =>
    {
        spec["holderIdentity"] = "";
        spec["renewTime"] = MicroTime.Format(now);
    });

    private Lease HeldBy(string holder, TimeSpan duration, DateTimeOffset now, int transitions) => With(spec =>
    {
        spec["holderIdentity"] = holder;
        spec["leaseDurationSeconds"] = (int)duration.TotalSeconds;
        spec["acquireTime"] = MicroTime.Format(now);
        spec["renewTime"] = MicroTime.Format(now);
        spec["leaseTransitions"] = transitions;
    });

    private Lease With(Action<JsonObject> change)
    {
        var next = _json.DeepClone().AsObject();
        if (next["spec"] is not JsonObject) next["spec"] = new JsonObject();
        change(next["spec"]!.AsObject());
        return new Lease(next);
    }

    private JsonValue? Field(string name) => (_json["spec"] as JsonObject)?[name] as JsonValue;

    private string? Text(string name) => Field(name) is { } value && value.TryGetValue<string>(out var text) ? text : null;

    private int? Number(string name) => Field(name) is { } value && value.TryGetValue<int>(out var number) ? number : null;

    private TimeSpan? Seconds(string name) => Number(name) is > 0 and { } seconds ? TimeSpan.FromSeconds(seconds) : null;
}
