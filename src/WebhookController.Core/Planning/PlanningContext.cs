using WebhookController.Core.Cluster;
using WebhookController.Core.Labels;
using WebhookController.Core.Naming;

namespace WebhookController.Core.Planning;

/// <summary>What every step of planning looks at: the cluster, the defaults, and our jobs by the PVC they are for.</summary>
internal sealed record PlanningContext
{
    public PlanningContext(ClusterState state, Defaults defaults)
    {
        (State, Defaults) = (state, defaults);
        foreach (var job in state.Longhorn.Jobs.Items.Values)
        {
            if (!OwnJob.Is(job, state.Keys)) continue;
            ManagedJobs.Add(job);
            if (OwnJob.SourceOf(job, state.Keys) is not { } source) continue;
            if (!JobsBySource.TryGetValue(source, out var jobs)) JobsBySource[source] = jobs = [];
            jobs.Add(job);
        }
    }

    public ClusterState State { get; }

    public Defaults Defaults { get; }

    public LabelKeys Keys => State.Keys;

    public List<RecurringJob> ManagedJobs { get; } = [];

    private Dictionary<ObjectKey, List<RecurringJob>> JobsBySource { get; } = [];

    /// <summary>Our jobs that say they are for <paramref name="claim"/>: one, but for a moment during a rename.</summary>
    public IReadOnlyList<RecurringJob> JobsOf(ObjectKey claim) =>
        JobsBySource.TryGetValue(SourceLabels.KeyOf(claim), out var jobs) ? jobs : [];

    /// <summary>Whether <paramref name="job"/> is one of ours that we know of.</summary>
    public bool IsOurs(string job) => State.Longhorn.Jobs[State.Longhorn.KeyOf(job)] is { } known && OwnJob.Is(known, Keys);
}
