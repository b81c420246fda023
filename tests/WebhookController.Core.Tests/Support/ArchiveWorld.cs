using System.Globalization;
using WebhookController.Core.Archive;
using WebhookController.Core.Labels;
using WebhookController.Core.Objects;

namespace WebhookController.Core.Tests.Support;

/// Two PVCs and a Longhorn, and all that users, Longhorn and time can do to an archive. The controller isn't in it.
internal sealed class ArchiveWorld
{
    private static readonly string[] Names = ["one", "two", "three"];
    private static readonly string[] Dates = ["", "2026-11-23", "2028-02-29"];
    private static readonly string[] Layers = ["enabled=true", "enabled=true", "enabled=false", "", "enabled=x", "enabled=true retain=0"];
    private static readonly TimeSpan[] Times = [TimeSpan.FromMinutes(1), TimeSpan.FromMinutes(6), TimeSpan.FromMinutes(61), TimeSpan.FromHours(7), TimeSpan.FromDays(1)];

    /// By name, for a test that failed to print. Given is which of the things at hand it happens to.
    public static readonly IReadOnlyList<(string Name, Action<ArchiveWorld, int> Happen)> Events =
    [
        ("archive", (world, which) => world.Relabel(which, manifest => manifest.Archive ? manifest : manifest with { Archive = true, RequestedAt = world.Now })),
        ("archive while the webhook is down", (world, which) => world.Relabel(which, manifest => manifest with { Archive = true })),
        ("requested again by hand", (world, which) => world.Relabel(which, manifest => manifest with { RequestedAt = world.Now })),
        ("annotation lost", (world, which) => world.Relabel(which, manifest => manifest with { RequestedAt = null })),
        ("off and on between two passes", (world, which) => world.Relabel(which, manifest => manifest.Archive ? manifest with { RequestedAt = world.Now } : manifest)),
        ("no archive", (world, which) => world.Relabel(which, manifest => manifest with { Archive = false })),
        ("date", (world, which) => world.Relabel(which, manifest => manifest with { Date = One(Dates, which / 2) })),
        ("rename", (world, which) => world.Relabel(which, manifest => manifest with { Name = One(Names, which / 2) })),
        ("opt out", (world, which) => world.Relabel(which, manifest => manifest with { OptedOut = true })),
        ("opt in", (world, which) => world.Relabel(which, manifest => manifest with { OptedOut = false })),
        ("left to its namespace", (world, which) => world.Relabel(which, manifest => manifest with { OptedOut = false, Silent = true })),
        ("speaks for itself", (world, which) => world.Relabel(which, manifest => manifest with { Silent = false })),
        ("namespace", (world, which) => world.Simulation.Put(A.Namespace("web", One(Layers, which)) with { ResourceVersion = world.Next() })),
        ("mistake", (world, which) => world.Relabel(which, manifest => manifest with { Mistaken = true })),
        ("corrected", (world, which) => world.Relabel(which, manifest => manifest with { Mistaken = false })),
        ("pvc deleted", (world, which) => world.Delete(which, withVolume: which % 4 < 2)),
        ("pvc created again", (world, which) => world.Create(which)),
        ("snapshot ready", (world, which) => world.Snapshot(which, snapshot => snapshot with { Ready = true })),
        ("snapshot failed", (world, which) => world.Snapshot(which, snapshot => snapshot with { Error = "no space" })),
        ("backup at 15 %", (world, which) => world.Backup(which, backup => backup with { Progress = 15 })),
        ("backup complete", (world, which) => world.Backup(which, world.Completed)),
        ("backup failed", (world, which) => world.Backup(which, backup => backup with { State = BackupState.Failed, Error = "lost" })),
        ("backup vanished", (world, which) => world.Vanish(which)),
        ("time", (world, which) => world.Simulation.Now += One(Times, which)),
    ];

    private readonly Manifest[] _manifests = [new("web/a", "one"), new("web/b", "two")];

    public ArchiveWorld()
    {
        Simulation = new Simulation(World.Of(A.Foreign("nightly"), A.Foreign("backup-web-three", "archive=true")));
        for (var which = 0; which < _manifests.Length; which++) Create(which);
    }

    public Simulation Simulation { get; }

    /// Backups that are no longer listed, though they were made.
    public HashSet<string> Vanished { get; } = [];

    /// Everything that is under way goes well, and nobody wants anything else.
    public void Prosper()
    {
        foreach (var manifest in _manifests.Index()) Relabel(manifest.Index, now => now with { Mistaken = false });
        foreach (var snapshot in Pending(Simulation.State.Longhorn.Snapshots.Items.Values)) Simulation.Put(snapshot with { Ready = true });
        foreach (var backup in Pending(Simulation.State.Longhorn.Backups.Items.Values)) Simulation.Put(Completed(backup));
    }

    public void LetHoursPass() => Simulation.Now += TimeSpan.FromHours(7);

    private void Relabel(int which, Func<Manifest, Manifest> change)
    {
        var index = which % _manifests.Length;
        _manifests[index] = change(_manifests[index]);
        if (Simulation.State.Claims[A.Key(_manifests[index].Claim)] is { } claim) Simulation.Put(claim with { Labels = A.Labels(_manifests[index].Labels), Annotations = _manifests[index].Annotations, ResourceVersion = Next() });
    }

    private void Create(int which)
    {
        var manifest = One(_manifests, which);
        if (Simulation.State.Claims[A.Key(manifest.Claim)] is not null) return;
        var life = Next();
        Simulation.Put(A.Volume($"vol-{life}") with { ResourceVersion = Next() });
        Simulation.Put(A.Pv($"pv-{life}", $"vol-{life}") with { ResourceVersion = Next(), ClaimRef = A.Key(manifest.Claim) });
        Simulation.Put(A.Claim(manifest.Claim, manifest.Labels, $"pv-{life}") with { Uid = $"uid-{life}", Annotations = manifest.Annotations, ResourceVersion = Next() });
    }

    // Snapshots die with their volume, and what is being made of them fails.
    private void Delete(int which, bool withVolume)
    {
        if (Simulation.State.Claims[A.Key(One(_manifests, which).Claim)] is not { } claim) return;
        Simulation.Remove(claim);
        if (!withVolume) return;
        var state = Simulation.State;
        Simulation.Remove(state.Longhorn.Volumes[state.Longhorn.KeyOf(state.PersistentVolumes[claim.VolumeName!]!.VolumeHandle!)]!);
        foreach (var snapshot in state.Longhorn.Snapshots.Items.Values.Where(snapshot => IsOf(claim, snapshot.Key.Name))) Simulation.Remove(snapshot);
        foreach (var backup in Pending(state.Longhorn.Backups.Items.Values).Where(backup => IsOf(claim, backup.Key.Name)))
            Simulation.Put(backup with { State = BackupState.Failed, Error = "the volume is gone", ResourceVersion = Next() });
    }

    private static bool IsOf(Claim claim, string name) => ArchiveId.Read(name["archive-".Length..]) is { } id && id.IsOf(claim.Uid);

    private void Snapshot(int which, Func<Snapshot, Snapshot> change)
    {
        if (Pick(Pending(Simulation.State.Longhorn.Snapshots.Items.Values), which) is { } snapshot) Simulation.Put(change(snapshot) with { ResourceVersion = Next() });
    }

    private void Backup(int which, Func<Backup, Backup> change)
    {
        if (Pick(Pending(Simulation.State.Longhorn.Backups.Items.Values), which) is { } backup) Simulation.Put(change(backup) with { ResourceVersion = Next() });
    }

    // Longhorn clears failed ones away, and people good ones.
    private void Vanish(int which)
    {
        var ended = Simulation.State.Longhorn.Backups.Items.Values.Where(backup => backup.State != BackupState.UnderWay).OrderBy(backup => backup.Key).ToList();
        if (Pick(ended, which) is not { } backup) return;
        Simulation.Remove(backup);
        Vanished.Add(backup.Key.Name);
    }

    private Backup Completed(Backup backup) => backup with { State = BackupState.Completed, CompletedAt = Simulation.Now.ToString("O", CultureInfo.InvariantCulture), ResourceVersion = Next() };

    private static List<Snapshot> Pending(IEnumerable<Snapshot> snapshots) => [.. snapshots.Where(snapshot => snapshot is { Ready: false, Error: null }).OrderBy(snapshot => snapshot.Key)];

    private static List<Backup> Pending(IEnumerable<Backup> backups) => [.. backups.Where(backup => backup.State == BackupState.UnderWay).OrderBy(backup => backup.Key)];

    private static T One<T>(T[] items, int which) => items[which % items.Length];

    private static T? Pick<T>(IReadOnlyList<T> items, int which) => items.Count == 0 ? default : items[which % items.Count];

    private string Next() => Simulation.Next();

    private string Now => ArchiveRequest.TextFor(Simulation.Now);

    /// What the owner of a PVC wants of it.
    private sealed record Manifest(string Claim, string Name)
    {
        public bool OptedOut { get; init; }

        /// It leaves it to its namespace whether it is backed up.
        public bool Silent { get; init; }

        public bool Archive { get; init; }

        public string? Date { get; init; }

        public bool Mistaken { get; init; }

        public string? RequestedAt { get; init; }

        public LabelSet Annotations => RequestedAt is { } at ? LabelSet.Of((A.Keys.ArchiveRequestedAt, at)) : LabelSet.Empty;

        public string Labels => OptedOut
            ? "enabled=false"
            : $"{(Silent ? "" : "enabled=true ")}name={Name}{(Archive ? " archive=true" : "")}{(Archive && Date is { Length: > 0 } ? $" archive-delete-after={Date}" : "")}{(Mistaken ? " retain=0" : "")}";
    }
}
