using Sandbox;

namespace WebhookController.Tests.Integration.KillPoints;

/// The controller dies right before its nth write of this sort is done, or right after.
internal sealed record KillPoint(string Verb, string Resource, int Nth, bool Done)
{
    /// Both sides of every write, distinguished by their kind and order: names have uids in them, and differ each time.
    public static IEnumerable<KillPoint> Around(IEnumerable<RequestRecord> writes) => writes
        .GroupBy(write => (write.Verb, write.Resource))
        .SelectMany(group => group.Select((_, index) => (group.Key.Verb, group.Key.Resource, Nth: index + 1)))
        .SelectMany(write => (bool[])[false, true], (write, done) => new KillPoint(write.Verb, write.Resource, write.Nth, done));

    public override string ToString() => $"killed right {(Done ? "after" : "before")} {Verb} {Resource} no. {Nth}";
}
