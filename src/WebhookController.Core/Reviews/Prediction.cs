using WebhookController.Core.Cluster;
using WebhookController.Core.Layers;
using WebhookController.Core.Naming;
using WebhookController.Core.Objects;
using WebhookController.Core.Planning;
using WebhookController.Core.Scheduling;

namespace WebhookController.Core.Reviews;

/// <summary>What the planner does about a PVC once a change of it is made, if nothing else happens. There are no second rules for what is announced:
/// it is the plan of the state that the change leads to. A deletion that waits for a person, since there are many others, is in it, too.</summary>
internal sealed class Prediction
{
    private readonly ClaimPlan _plan;

    private Prediction(ClaimPlan plan) => _plan = plan;

    /// <summary>Of a PVC that is as <paramref name="after"/> says.</summary>
    public static Prediction OfChange(Claim after, ClusterState state, DateTimeOffset now) =>
        Of(after.Key, state.WithClaims(state.Claims.Put(after), [after.Key]), now);

    /// <summary>Of a PVC that is gone.</summary>
    public static Prediction OfDeletion(Claim claim, ClusterState state, DateTimeOffset now) =>
        Of(claim.Key, state.WithClaims(state.Claims.Remove(claim.Key, null), [claim.Key]), now);

    /// <summary>Jobs that are deleted, and why.</summary>
    public IEnumerable<DeleteJob> Deletions => _plan.Deletions;

    /// <summary>Whether the job is deleted.</summary>
    public bool Deletes(RecurringJob job)
    {
        foreach (var deletion in Deletions)
            if (deletion.Target == job.Key) return true;
        return false;
    }

    /// <summary>Whether the job, which a layer had asked for, is deleted once volumes have let go of it.</summary>
    public bool DeletesLater(RecurringJob job)
    {
        foreach (var deletion in _plan.Awaited)
            if (deletion.Target == job.Key) return true;
        return false;
    }

    /// <summary>When the job of this name runs that is created; null where none is, or its times can't be told.</summary>
    public RunTimes? RunsOf(string job)
    {
        foreach (var change in _plan.Sequences.SelectMany(sequence => sequence.Changes))
            if (change is CreateJob create && create.Target.Name == job) return CronSchedule.Read(create.Job.Spec.Cron);
        return null;
    }

    /// <summary>Whether the volume of the PVC is left without any job, one of somebody else included.</summary>
    public bool TakesAllJobsOff(LonghornVolume volume)
    {
        foreach (var (label, _) in volume.JobLabels)
            if (!TakesOff(label, volume)) return false;
        return true;
    }

    private bool TakesOff(string label, LonghornVolume volume)
    {
        foreach (var change in _plan.Sequences.SelectMany(sequence => sequence.Changes))
        {
            var labels = change switch
            {
                LabelVolume of when of.Target == volume.Key => of.Labels,
                LabelClaim of => of.Labels,
                _ => [],
            };
            if (labels.Contains(new(label, null))) return true;
        }
        return false;
    }

    private static Prediction Of(ObjectKey claim, ClusterState then, DateTimeOffset now)
    {
        var defaults = EffectiveDefaults.After(null, then.ConfigMaps.Items.Values.FirstOrDefault());
        return new(ClaimPlanner.Plan(SourceLabels.KeyOf(claim), new PlanningContext(then, defaults, now)));
    }
}
