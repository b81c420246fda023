using WebhookController.Core.Cluster;
using WebhookController.Core.Events;
using WebhookController.Core.Objects;
using WebhookController.Core.Planning;

namespace WebhookController.Events;

// Publishes on the objects themselves what was done, and how things are, once for as long as they are so.
internal sealed class EventPublisher(EventRecorder recorder, ObjectKey defaults)
{
    private readonly Dictionary<ObjectKey, HashSet<ClaimEvent>> _published = [];
    private ClaimEvent? _held;

    public void Planned(PlanDelta delta, ClusterState state)
    {
        // Half a picture is no news.
        if (!state.CanPlan) return;
        // First, so that it is published even where the rest is too much.
        var held = delta.Held is null ? null : StatusEvents.OfHeld(delta.Held, state, defaults);
        if (held is null || held == _held || recorder.Record(held)) _held = held;
        delta.ForgetGone(_published);
        foreach (var change in delta.Changes) Publish(change, state);
    }

    public void Changed(ObjectKey claim, Change change, ClusterState state)
    {
        if (ChangeEvents.Of(claim, change, state) is { } news) recorder.Record(news);
    }

    // What couldn't be published this time is published with a later plan.
    private void Publish(PlanChange change, ClusterState state)
    {
        HashSet<ClaimEvent>? now = null;
        var before = _published.GetValueOrDefault(change.Source);
        foreach (var status in change.After is null ? [] : StatusEvents.Of(change.After, state))
            if (before?.Contains(status) is true || recorder.Record(status)) (now ??= []).Add(status);
        if (now is not null) _published[change.Source] = now;
        else _published.Remove(change.Source);
    }
}
