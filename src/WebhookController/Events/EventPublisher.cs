using WebhookController.Core.Cluster;
using WebhookController.Core.Events;
using WebhookController.Core.Objects;
using WebhookController.Core.Planning;

namespace WebhookController.Events;

// Publishes on the objects themselves what was done, and how things are, once for as long as they are so.
internal sealed class EventPublisher(EventRecorder recorder, ObjectKey defaults)
{
    private readonly Dictionary<ObjectKey, IReadOnlyList<ClaimEvent>> _published = [];
    private readonly Hold _deletions = new();
    private readonly Hold _retention = new();

    public void Planned(PlanDelta delta, ClusterState state)
    {
        // Half a picture is no news.
        if (!state.CanPlan) return;
        _deletions.Publish(delta.Held?.Digest, () => StatusEvents.OfHeld(delta.Held!, state, defaults), recorder);
        _retention.Publish(delta.HeldRetention?.Digest, () => StatusEvents.OfHeld(delta.HeldRetention!, state, defaults), recorder);
        foreach (var gone in delta.GoneOf(_published.Keys)) Publish(gone, []);
        foreach (var change in delta.Changes) Publish(change.Source, change.After is null ? [] : [.. StatusEvents.Of(change.After, state)]);
    }

    public void Changed(ObjectKey claim, Change change, ClusterState state)
    {
        if (ChangeEvents.Of(claim, change, state) is { } news) recorder.Record(news);
    }

    private void Publish(ObjectKey source, IReadOnlyList<ClaimEvent> now)
    {
        var before = _published.GetValueOrDefault(source, []);
        if (now.Count > 0) _published[source] = now;
        else _published.Remove(source);
        foreach (var status in now)
            if (!before.Contains(status)) recorder.Record(status);
        foreach (var status in before)
            if (!now.Contains(status)) recorder.Withdraw(status);
    }

    // What is held, by its digest: that some numbers change meanwhile is no news.
    private sealed class Hold
    {
        private string? _digest;
        private ClaimEvent? _notice;

        public void Publish(string? digest, Func<ClaimEvent> notice, EventRecorder recorder)
        {
            if (digest == _digest) return;
            var before = _notice;
            (_digest, _notice) = (digest, digest is null ? null : notice());
            if (_notice is not null) recorder.Record(_notice);
            else if (before is not null) recorder.Withdraw(before);
        }
    }
}
