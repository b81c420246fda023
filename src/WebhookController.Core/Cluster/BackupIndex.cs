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

    private ImmutableDictionary<ObjectKey, ImmutableDictionary<string, int>> Live { get; init; } =
        ImmutableDictionary<ObjectKey, ImmutableDictionary<string, int>>.Empty;

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
    public IEnumerable<string> JobsOf(ObjectKey source) => Live.TryGetValue(source, out var jobs) ? jobs.Keys : [];

    /// <summary>The PVCs, as source labels tell them, of which <paramref name="job"/> made backups that count.</summary>
    public KeySet SourcesOf(string job) => SourcesByJob.Of(job);

    private static ObjectKey? LiveSourceOf(Backup? backup, LabelKeys keys) =>
        backup is null or { State: BackupState.Failed or BackupState.Deleting } ? null : BackupSource.Of(backup, keys);

    internal BackupIndex After(ObjectSet<Backup> before, ObjectSet<Backup> after, IReadOnlyCollection<ObjectKey> changed, LabelKeys keys)
    {
        var (byVolume, sums, live, withoutJob) = (ByVolume.ToBuilder(), Sums.ToBuilder(), Live.ToBuilder(), CompleteWithoutJob.ToBuilder());
        var byJob = SourcesByJob.Change();
        if (before.Items.IsEmpty) AddAll(byVolume, after.Items.Values);
        foreach (var key in changed)
        {
            var (was, now) = (before[key], after[key]);
            if (!before.Items.IsEmpty) Move(byVolume, was, now);
            Add(sums, was, -1);
            Add(sums, now, +1);
            Add(live, byJob, was, -1, keys);
            Add(live, byJob, now, +1, keys);
            if (now is { State: BackupState.Completed, Job: null }) withoutJob.Add(key);
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

    // A first list is large, and adding to arrays one by one would copy each of them many times.
    private static void AddAll(ImmutableDictionary<string, ImmutableArray<Backup>>.Builder byVolume, IEnumerable<Backup> backups)
    {
        foreach (var group in backups.Where(backup => backup.Volume is not null).GroupBy(backup => backup.Volume!, StringComparer.Ordinal))
            byVolume[group.Key] = [.. group];
    }

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
        ImmutableDictionary<ObjectKey, ImmutableDictionary<string, int>>.Builder live, KeyIndex<string>.Builder byJob, Backup? backup, int sign, LabelKeys keys)
    {
        if (LiveSourceOf(backup, keys) is not { } source) return;
        var jobs = live.GetValueOrDefault(source) ?? ImmutableDictionary.Create<string, int>(StringComparer.Ordinal);
        var count = jobs.GetValueOrDefault(backup!.Job!) + sign;
        if (count == 0) byJob.Remove(backup.Job!, source);
        else byJob.Add(backup.Job!, source);
        jobs = count == 0 ? jobs.Remove(backup.Job!) : jobs.SetItem(backup.Job!, count);
        if (jobs.IsEmpty) live.Remove(source);
        else live[source] = jobs;
    }
}

/// <summary>Some backups, in numbers.</summary>
/// <param name="Backups">How many.</param>
/// <param name="Bytes">How large they are together, as Longhorn says.</param>
public readonly record struct BackupSum(int Backups, long Bytes)
{
    internal BackupSum Plus(int backups, long bytes) => new(Backups + backups, Bytes + bytes);
}
