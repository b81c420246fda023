using System.Globalization;
using WebhookController.Core.Cluster;
using WebhookController.Core.Objects;

namespace WebhookController.Core.Planning;

/// <summary>A job that would keep fewer backups because a layer of defaults says so.</summary>
/// <param name="Claim">The PVC.</param>
/// <param name="Job">The job's name.</param>
/// <param name="Uid">Its uid.</param>
/// <param name="From">How many it keeps.</param>
/// <param name="To">How many it would keep.</param>
public sealed record RetainLowering(ObjectKey Claim, string Job, string Uid, int From, int To)
{
    /// <summary>What a person agrees to: a still lower value, or a later job of the same name, is something else.</summary>
    public string Item => ItemOf(Uid, To);

    /// <summary>The same for the job with this uid.</summary>
    public static string ItemOf(string uid, int to) => string.Create(CultureInfo.InvariantCulture, $"{uid} {to}");

    /// <summary>The complete backups of a job that Longhorn deletes, at the job's next runs, once it keeps only <paramref name="retain"/>.</summary>
    public static int BackupsAtStake(string job, int retain, ClusterState state) => Math.Max(0, state.Longhorn.BackupIndex.CompleteOf(job).Backups - retain);

    /// <summary>The lowering among the changes of a PVC; null where there is none.</summary>
    internal static RetainLowering? Among(IEnumerable<Change> changes, ResolvedClaim claim)
    {
        foreach (var change in changes)
            if (change is PatchJob { LowersByDefault: true, Spec.Retain: var to, Observed: var job })
                return new(claim.Claim.Key, job.Key.Name, job.Uid, job.Spec.Retain, to);
        return null;
    }
}

/// <summary>What lower retention through layers of defaults would cost.</summary>
/// <param name="Jobs">How many jobs would keep fewer backups.</param>
/// <param name="Backups">How many complete backups Longhorn would delete.</param>
/// <param name="AllBackups">How many complete backups all managed jobs have.</param>
public readonly record struct RetentionStake(int Jobs, int Backups, int AllBackups);

/// <summary>Lower retention that would cost too many backups to be trusted.</summary>
/// <param name="Digest">What the ConfigMap key <c>allow-lower-retention</c> must hold to let it go ahead.</param>
/// <param name="Lowerings">The jobs, in the order of their PVCs.</param>
/// <param name="AtStake">How many complete backups Longhorn would delete, with those of jobs lowered a short while ago.</param>
/// <param name="AllBackups">How many complete backups all managed jobs have.</param>
public sealed record HeldRetention(string Digest, IReadOnlyList<RetainLowering> Lowerings, int AtStake, int AllBackups);
