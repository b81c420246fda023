using WebhookController.Core.Archive;
using WebhookController.Core.Cluster;
using WebhookController.Core.Naming;
using WebhookController.Core.Objects;

namespace WebhookController.Core.Planning;

/// <summary>What the plan of a PVC depends on, read the other way round: which PVCs have to be planned again after a change. The one place that
/// says so. Every rule looks at the state before the change and at the one after it, since what an object no longer touches is affected, too.
/// Naming too many PVCs costs time; naming too few breaks the law that incremental and full planning agree, which random histories test.</summary>
internal static class Dependencies
{
    /// <summary>Adds what depends on the object of <paramref name="key"/>, as it is in <paramref name="state"/>.</summary>
    public static void Collect<T>(ClusterState state, ObjectKey key, Affected affected) where T : ClusterObject
    {
        if (affected.All) return;
        if (typeof(T) == typeof(Claim)) OfClaim(state, key, affected);
        else if (typeof(T) == typeof(RecurringJob)) OfJob(state, key, affected);
        else if (typeof(T) == typeof(LonghornVolume)) OfVolume(state, key, affected);
        else if (typeof(T) == typeof(Backup)) OfBackup(state, key, affected);
        else if (typeof(T) == typeof(Snapshot)) OfArchive(state, key.Name, affected);
        else if (typeof(T) == typeof(PersistentVolume)) OfClaims(state, state.ClaimIndex.ByPersistentVolume.Of(key.Name), affected);
        else if (typeof(T) == typeof(StorageClass)) OfClaims(state, state.ClaimIndex.OfClasses([key.Name], defaultToo: true), affected);
        else if (typeof(T) == typeof(NamespaceObject)) OfClaims(state, state.ClaimIndex.ByNamespace.Of(key.Name), affected);
        // BackupTargets, Settings: few, seldom changed, and what they say is about everybody.
        else if (typeof(T) != typeof(ConfigMap)) affected.AddAll();
    }

    // Its own plan; those of the PVCs that compete for its job, that share its volume, or that may be left with its jobs or have to leave theirs.
    private static void OfClaim(ClusterState state, ObjectKey key, Affected affected)
    {
        var source = SourceLabels.KeyOf(key);
        affected.Add(source);
        foreach (var job in state.Longhorn.JobIndex.BySource.Of(source)) OfJobName(state, job.Name, affected);
        if (state.ClaimIndex[key] is not { } claim) return;
        OfNames(state, claim, affected);
        if (claim.Volume is { } volume) OfVolume(state, state.Longhorn.KeyOf(volume), affected);
    }

    // Those that would have the job which it asks for.
    private static void OfNames(ClusterState state, ResolvedClaim claim, Affected affected)
    {
        if (claim.AskedName is not { } name) return;
        if (claim.Names.IsWritten) OfDemands(state, claim.Claim.Key, name, affected);
        foreach (var rival in state.ClaimIndex.ByOwnName.Of(name)) OfName(state, rival, affected);
        OfOwner(state, name, affected);
    }

    // One whose job may have another name now, and those on its volume, which may carry that job.
    private static void OfName(ClusterState state, ObjectKey key, Affected affected)
    {
        affected.Add(SourceLabels.KeyOf(key));
        if (state.ClaimIndex[key]?.Volume is { } volume)
            foreach (var other in state.ClaimIndex.ByVolume.Of(volume)) affected.Add(SourceLabels.KeyOf(other));
    }

    // Of many that demand one job each reports the first other one: a third or later one concerns nobody else.
    private static void OfDemands(ClusterState state, ObjectKey key, string job, Affected affected)
    {
        var rivals = state.ClaimIndex.ByWrittenName.Of(job);
        if (rivals.First is not { } first) return;
        if (first == key)
            foreach (var rival in rivals) affected.Add(SourceLabels.KeyOf(rival));
        else if (rivals.FirstOtherThan(first) == key) affected.Add(SourceLabels.KeyOf(first));
    }

    private static void OfClaims(ClusterState state, IEnumerable<ObjectKey> claims, Affected affected)
    {
        foreach (var claim in claims) OfClaim(state, claim, affected);
    }

    // The PVCs on it, and the owners of the jobs that it carries: a job that runs on another PVC's volume stays.
    private static void OfVolume(ClusterState state, ObjectKey key, Affected affected)
    {
        foreach (var claim in state.ClaimIndex.ByVolume.Of(key.Name)) affected.Add(SourceLabels.KeyOf(claim));
        foreach (var job in VolumeIndex.JobsIn(state.Longhorn.Volumes[key]?.JobLabels)) OfOwner(state, job, affected);
    }

    private static void OfJob(ClusterState state, ObjectKey key, Affected affected)
    {
        OfJobName(state, key.Name, affected);
        affected.Jobs.Add(key.Name);
        var job = state.Longhorn.Jobs[key];
        if (job is not null)
        {
            OfSource(state, JobOwnership.SourceOf(job, state.Keys), affected);
            OfSource(state, SourceLabels.Read(job.Spec.BackupLabels, state.Keys), affected);
        }
        foreach (var backup in JobIndex.BackupsOf(job, ArchiveAnnotations.Read(job, state.Keys), state.Keys))
            affected.Backups.Add(state.Longhorn.KeyOf(backup));
        foreach (var source in state.Longhorn.BackupIndex.SourcesOf(key.Name)) affected.Add(source);
    }

    // The PVC of a job, there or gone, and those that would have the names which it may have.
    private static void OfSource(ClusterState state, ObjectKey? source, Affected affected)
    {
        if (source is not { } key) return;
        affected.Add(key);
        foreach (var claim in state.ClaimsOf(key))
        {
            OfName(state, claim.Claim.Key, affected);
            OfNames(state, claim, affected);
        }
    }

    // Those that ask for a job, and those whose volumes, or whose own labels that Longhorn copies there, name it.
    private static void OfJobName(ClusterState state, string job, Affected affected)
    {
        foreach (var claim in state.ClaimIndex.ByWrittenName.Of(job)) OfName(state, claim, affected);
        foreach (var claim in state.ClaimIndex.ByOwnName.Of(job)) OfName(state, claim, affected);
        foreach (var claim in state.ClaimIndex.ByDerivedName.Of(job))
        {
            OfName(state, claim, affected);
            // It leaves the name that it asks for to others.
            if (state.ClaimIndex[claim] is { } its) OfNames(state, its, affected);
        }
        foreach (var claim in state.ClaimIndex.ByJobLabel.Of(job)) affected.Add(SourceLabels.KeyOf(claim));
        foreach (var volume in state.Longhorn.VolumeIndex.ByJobLabel.Of(job))
            foreach (var claim in state.ClaimIndex.ByVolume.Of(volume.Name)) affected.Add(SourceLabels.KeyOf(claim));
    }

    private static void OfOwner(ClusterState state, string job, Affected affected)
    {
        if (state.Longhorn.Jobs[state.Longhorn.KeyOf(job)] is { } owned && JobOwnership.SourceOf(owned, state.Keys) is { } source) affected.Add(source);
    }

    private static void OfBackup(ClusterState state, ObjectKey key, Affected affected)
    {
        OfArchive(state, key.Name, affected);
        if (state.Longhorn.Backups[key] is not { } backup) return;
        if (backup.Volume is { } volume)
            foreach (var claim in state.ClaimIndex.ByVolume.Of(volume)) affected.Add(SourceLabels.KeyOf(claim));
        if (BackupSource.Of(backup, state.Keys) is { } source && !state.MayHaveClaim(source)) affected.Add(source);
        if (backup.Job is { } job) affected.Jobs.Add(job);
        else affected.Backups.Add(key);
    }

    // Archives find their Snapshots and Backups by name.
    private static void OfArchive(ClusterState state, string name, Affected affected)
    {
        if (ArchiveId.OfObject(name) is not { } id) return;
        foreach (var claim in state.ClaimIndex.ByArchiveSeries.Of(id.Series)) affected.Add(SourceLabels.KeyOf(claim));
        foreach (var job in state.Longhorn.JobIndex.ByArchiveSeries.Of(id.Series)) OfOwner(state, job.Name, affected);
    }
}
