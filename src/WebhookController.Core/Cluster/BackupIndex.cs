using System.Collections.Immutable;
using WebhookController.Core.Labels;
using WebhookController.Core.Naming;
using WebhookController.Core.Objects;

namespace WebhookController.Core.Cluster;

/// <summary>The ways to find Backups, and sums over them, kept up to date with each event.</summary>
public sealed record BackupIndex
{
    private ImmutableDictionary<string, ImmutableArray<Backup>> ByVolume { get; init; } =
        ImmutableDictionary.Create<string, ImmutableArray<Backup>>(StringComparer.Ordinal);

    private ImmutableDictionary<string, BackupSum> Sums { get; init; } = ImmutableDictionary.Create<string, BackupSum>(StringComparer.Ordinal);

    private ImmutableDictionary<ObjectKey, ImmutableArray<JobCount>> Live { get; init; } = ImmutableDictionary<ObjectKey, ImmutableArray<JobCount>>.Empty;

    private KeyIndex<string> SourcesByJob { get; init; } = KeyIndex<string>.Empty;

    /// <summary>No backup at all.</summary>
    public static BackupIndex Empty { get; } = new();

    /// <summary>Complete backups that no job made: archives, and those made by hand.</summary>
    public ImmutableHashSet<ObjectKey> CompleteWithoutJob { get; private init; } = [];

    /// <summary>Every job that made backups, whether it still exists or not.</summary>
    public IEnumerable<string> Jobs => Sums.Keys;

    /// <summary>PVCs, as source labels tell them, whose backups by a job of ours are there or under way.</summary>
    public IEnumerable<ObjectKey> Sources => Live.Keys;

    /// <summary>The backups of a Longhorn Volume, in no order.</summary>
    public ImmutableArray<Backup> Of(string volume) => ByVolume.TryGetValue(volume, out var backups) ? backups : [];

    /// <summary>What the complete backups that <paramref name="job"/> made come to.</summary>
    public BackupSum CompleteOf(string job) => Sums.GetValueOrDefault(job);

    /// <summary>The jobs that made backups of the PVC that source labels tell as <paramref name="source"/>; failed ones don't count, nor those
    /// being deleted.</summary>
    public IEnumerable<string> JobsOf(ObjectKey source) => Live.TryGetValue(source, out var jobs) ? jobs.Select(count => count.Job) : [];

    /// <summary>The PVCs, as source labels tell them, of which <paramref name="job"/> made backups that count.</summary>
    public KeySet SourcesOf(string job) => SourcesByJob.Of(job);

    private static ObjectKey? LiveSourceOf(Backup? backup, LabelKeys keys) =>
        backup is null or { State: BackupState.Failed or BackupState.Deleting } ? null : BackupSource.Of(backup, keys);

    internal BackupIndex After(ObjectSet<Backup> before, ObjectSet<Backup> after, IReadOnlyCollection<ObjectKey> changed, LabelKeys keys)
    {
        if (before.Items.IsEmpty) return Of(after.Items.Values, keys);
        var (byVolume, sums, live, withoutJob) = (ByVolume.ToBuilder(), Sums.ToBuilder(), Live.ToBuilder(), CompleteWithoutJob.ToBuilder());
        var byJob = SourcesByJob.Change();
        foreach (var key in changed)
        {
            var (was, now) = (before[key], after[key]);
            Move(byVolume, was, now);
            Add(sums, was, -1);
            Add(sums, now, +1);
            Add(live, byJob, was, -1, keys);
            Add(live, byJob, now, +1, keys);
            if (IsCompleteWithoutJob(now)) withoutJob.Add(key);
            else withoutJob.Remove(key);
        }
        return new()
        {
            ByVolume = byVolume.ToImmutable(),
            Sums = sums.ToImmutable(),
            Live = live.ToImmutable(),
            SourcesByJob = byJob.Done(),
            CompleteWithoutJob = withoutJob.ToImmutable(),
        };
    }

    // A first list is large, and adding to immutable collections one by one takes many times longer.
    private static BackupIndex Of(IEnumerable<Backup> backups, LabelKeys keys)
    {
        var byVolume = new Dictionary<string, List<Backup>>(StringComparer.Ordinal);
        var sums = new Dictionary<string, BackupSum>(StringComparer.Ordinal);
        var live = new Dictionary<(ObjectKey Source, string Job), int>();
        var withoutJob = new List<ObjectKey>();
        foreach (var backup in backups)
        {
            if (backup.Volume is { } volume)
            {
                if (!byVolume.TryGetValue(volume, out var others)) byVolume[volume] = others = [];
                others.Add(backup);
            }
            if (backup is { State: BackupState.Completed, Job: { } job }) sums[job] = sums.GetValueOrDefault(job).Plus(1, backup.Size);
            if (LiveSourceOf(backup, keys) is { } source) live[(source, backup.Job!)] = live.GetValueOrDefault((source, backup.Job!)) + 1;
            if (IsCompleteWithoutJob(backup)) withoutJob.Add(backup.Key);
        }
        var byJob = KeyIndex<string>.Empty.Change();
        foreach (var (source, job) in live.Keys) byJob.Add(job, source);
        return new()
        {
            ByVolume = byVolume.ToImmutableDictionary(group => group.Key, group => group.Value.ToImmutableArray(), StringComparer.Ordinal),
            Sums = sums.ToImmutableDictionary(StringComparer.Ordinal),
            Live = live.GroupBy(entry => entry.Key.Source)
                .ToImmutableDictionary(group => group.Key, group => group.Select(entry => new JobCount(entry.Key.Job, entry.Value)).ToImmutableArray()),
            SourcesByJob = byJob.Done(),
            CompleteWithoutJob = [.. withoutJob],
        };
    }

    private static bool IsCompleteWithoutJob(Backup? backup) => backup is { State: BackupState.Completed, Job: null };

    private static void Move(ImmutableDictionary<string, ImmutableArray<Backup>>.Builder byVolume, Backup? was, Backup? now)
    {
        if (was?.Volume is { } old && byVolume.TryGetValue(old, out var backups))
        {
            var rest = backups.RemoveAll(backup => backup.Key == was.Key);
            if (rest.IsEmpty) byVolume.Remove(old);
            else byVolume[old] = rest;
        }
        if (now?.Volume is { } volume) byVolume[volume] = (byVolume.TryGetValue(volume, out var others) ? others : []).Add(now);
    }

    private static void Add(ImmutableDictionary<string, BackupSum>.Builder sums, Backup? backup, int sign)
    {
        if (backup is not { State: BackupState.Completed, Job: { } job }) return;
        var sum = sums.GetValueOrDefault(job).Plus(sign, sign * backup.Size);
        if (sum.Backups == 0) sums.Remove(job);
        else sums[job] = sum;
    }

    private static void Add(
        ImmutableDictionary<ObjectKey, ImmutableArray<JobCount>>.Builder live, KeyIndex<string>.Builder byJob, Backup? backup, int sign, LabelKeys keys)
    {
        if (LiveSourceOf(backup, keys) is not { } source) return;
        var job = backup!.Job!;
        var jobs = live.TryGetValue(source, out var known) ? known : [];
        var at = IndexOf(jobs, job);
        var count = (at < 0 ? 0 : jobs[at].Backups) + sign;
        if (at < 0) byJob.Add(job, source);
        else if (count == 0) byJob.Remove(job, source);
        jobs = at < 0 ? jobs.Add(new(job, count)) : count == 0 ? jobs.RemoveAt(at) : jobs.SetItem(at, new(job, count));
        if (jobs.IsEmpty) live.Remove(source);
        else live[source] = jobs;
    }

    // One job, but for a PVC that was renamed.
    private static int IndexOf(ImmutableArray<JobCount> jobs, string job)
    {
        for (var i = 0; i < jobs.Length; i++)
            if (jobs[i].Job == job) return i;
        return -1;
    }

    private readonly record struct JobCount(string Job, int Backups);
}

/// <summary>Some backups, in numbers.</summary>
/// <param name="Backups">How many.</param>
/// <param name="Bytes">How large they are together, as Longhorn says.</param>
public readonly record struct BackupSum(int Backups, long Bytes)
{
    internal BackupSum Plus(int backups, long bytes) => new(Backups + backups, Bytes + bytes);
}
