using WebhookController.Core.Cluster;
using WebhookController.Core.Events;
using WebhookController.Core.Objects;
using WebhookController.Core.Planning;

namespace WebhookController.Events;

// Publishes on the objects themselves what was done, and how things are, once for as long as they are so.
internal sealed class EventPublisher(EventRecorder recorder, ObjectKey defaults)
{
    private readonly Dictionary<ObjectKey, HashSet<ClaimEvent>> _published = [];
    private readonly Dictionary<ObjectKey, ClaimEvent> _unpublished = [];
    private ClaimEvent? _held;

    public void Planned(PlanDelta delta, ClusterState state)
    {
        // Half a picture is no news.
        if (!state.CanPlan) return;
        // First, so that it is published even where the rest is too much.
        var held = delta.Held is null ? null : StatusEvents.OfHeld(delta.Held, state, defaults);
        if (held is null || held == _held || recorder.Record(held)) _held = held;
        delta.ForgetGone(_published);
        delta.ForgetGone(_unpublished);
        foreach (var change in delta.Changes) Publish(change, state);
        PublishTheRest();
    }

    public void Changed(ObjectKey claim, Change change, ClusterState state)
    {
        if (ChangeEvents.Of(claim, change, state) is { } news) recorder.Record(news);
    }

    private void Publish(PlanChange change, ClusterState state)
    {
        HashSet<ClaimEvent>? now = null;
        _unpublished.Remove(change.Source);
        var before = _published.GetValueOrDefault(change.Source);
        foreach (var status in change.After is null ? [] : StatusEvents.Of(change.After, state))
        {
            if (before?.Contains(status) is true || recorder.Record(status)) (now ??= []).Add(status);
            else _unpublished[change.Source] = status;
        }
        if (now is not null) _published[change.Source] = now;
        else _published.Remove(change.Source);
    }

    // What couldn't be published for want of room is published after a later pass.
    private void PublishTheRest()
    {
        foreach (var (source, status) in _unpublished)
        {
            if (!recorder.HasRoom || !recorder.Record(status)) return;
            _unpublished.Remove(source);
            if (!_published.TryGetValue(source, out var published)) _published[source] = published = [];
            published.Add(status);
        }
    }
}
