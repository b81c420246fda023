using WebhookController.Core.Cluster;
using WebhookController.Core.Events;
using WebhookController.Core.Objects;
using WebhookController.Core.Planning;

namespace WebhookController.Events;

/// Tells on the objects themselves what was done, and what stands, once for as long as it stands.
internal sealed class Chronicle(EventRecorder recorder, ObjectKey defaults)
{
    private HashSet<ClaimEvent> _standing = [];

    public void Planned(Plan plan, ClusterState state)
    {
        // Half a picture is no news.
        if (!state.CanPlan) return;
        // What couldn't be told this time is told with a later plan.
        var standing = new HashSet<ClaimEvent>();
        foreach (var notice in StatusEvents.Of(plan, state, defaults))
            if (_standing.Contains(notice) || recorder.Record(notice)) standing.Add(notice);
        _standing = standing;
    }

    public void Changed(ObjectKey claim, Change change, ClusterState state)
    {
        if (ChangeEvents.Of(claim, change, state) is { } notice) recorder.Record(notice);
    }
}
