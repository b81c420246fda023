using System.Globalization;
using System.Text.Json;
using System.Text.RegularExpressions;
using WebhookController.Core.Cluster;
using WebhookController.Core.Labels;
using WebhookController.Core.Layers;
using WebhookController.Core.Objects;
using WebhookController.Core.Planning;
using WebhookController.Core.Tests.Support;

namespace WebhookController.Core.Tests.Planning;

/// A cluster.json: objects by name, in the short forms of <see cref="A"/>. A name with {1..12} in it stands for twelve objects, and the
/// number goes into their fields, too.
internal sealed partial record GoldenCase
{
    private static readonly JsonSerializerOptions Json = new()
    {
        PropertyNamingPolicy = JsonNamingPolicy.CamelCase,
        UnmappedMemberHandling = System.Text.Json.Serialization.JsonUnmappedMemberHandling.Disallow,
        ReadCommentHandling = JsonCommentHandling.Skip,
    };

    public Dictionary<string, ClaimJson> Claims { get; init; } = [];

    /// PV name → volume handle (Longhorn's driver), "driver:handle", or "handle of namespace/pvc" with a claimRef.
    public Dictionary<string, string> Pvs { get; init; } = [];

    /// Class name → provisioner, "(default)", and labels.
    public Dictionary<string, string> Classes { get; init; } = [];

    /// Namespace → its labels; those of all PVCs are there without saying so.
    public Dictionary<string, string> Namespaces { get; init; } = [];

    /// Namespace or StorageClass → its labels at the time they were last without a mistake.
    public Dictionary<string, string> LastGoodLayers { get; init; } = [];

    /// Namespaces of exempt PVCs, and selectors of them.
    public string ExemptNamespaces { get; init; } = "";

    public string ExemptSelectors { get; init; } = "";

    public Dictionary<string, JobJson> Jobs { get; init; } = [];

    /// Volume name → the jobs whose labels it carries, and " at time" where it is known since when.
    public Dictionary<string, string> Volumes { get; init; } = [];

    /// Backup name → "job namespace/pvc" with our source labels, "job of namespace/pvc" with Longhorn's note alone, and " complete" after
    /// the former.
    public Dictionary<string, string> Backups { get; init; } = [];

    /// Snapshot name → "making", "ready" or "failed: why", and " at time".
    public Dictionary<string, string> Snapshots { get; init; } = [];

    /// Archive backup name → "12 %", "complete", "deleting" or "failed: why", and " at time".
    public Dictionary<string, string> Archives { get; init; } = [];

    /// The time of the plan; that of <see cref="A.Now"/> where it doesn't matter.
    public string? Now { get; init; }

    /// Namespaces of PVCs that haven't been seen yet.
    public IReadOnlyList<string> Missing { get; init; } = [];

    /// "pvc a/b", "namespace x", "class x", "job x", "volume x" or "pv x": there, but unreadable.
    public IReadOnlyList<string> Unknown { get; init; } = [];

    /// "pvcs", "jobs", "volumes", "pvs": not read, or not readable any more.
    public IReadOnlyList<string> Unsynced { get; init; } = [];

    /// The ConfigMap's data; null where there is no ConfigMap.
    public string? Defaults { get; init; } = "";

    /// The ConfigMap's data at the time it was last without a mistake.
    public string? LastGoodDefaults { get; init; }

    public Dictionary<string, string> Settings { get; init; } = [];

    /// Whether plan.txt holds the state of every PVC, too.
    public bool States { get; init; }

    public bool LonghornInstalled { get; init; } = true;

    public static GoldenCase Parse(string json) => JsonSerializer.Deserialize<GoldenCase>(json, Json)!;

    public Plan Plan()
    {
        var state = WithLastGoodLayers(World.State);
        var lastGood = LastGoodDefaults is null ? null : EffectiveDefaults.After(null, A.ConfigMap(LastGoodDefaults));
        return Planner.Plan(state, EffectiveDefaults.After(lastGood, Defaults is null ? null : A.ConfigMap(Defaults)), Now is null ? A.Now : DateTimeOffset.Parse(Now, CultureInfo.InvariantCulture));
    }

    private World World
    {
        get
        {
            var world = new World { LonghornInstalled = LonghornInstalled, Exemptions = Exempt, Missing = [.. Missing] }.With(
            [
                .. Expand(Classes).Select(item => Class(item.Key, item.Value)),
                .. Expand(Namespaces).Select(item => A.Namespace(item.Key, item.Value)),
                .. Expand(Claims).Select(item => item.Value.At(item.Key)),
                .. Expand(Pvs).Select(item => Pv(item.Key, item.Value)),
                .. Expand(Jobs).Select(item => item.Value.At(item.Key)),
                .. Expand(Volumes).Select(item => Volume(item.Key, item.Value)),
                .. Expand(Backups).Select(item => Backup(item.Key, item.Value)),
                .. Snapshots.Select(item => Snapshot(item.Key, item.Value)),
                .. Archives.Select(item => Archive(item.Key, item.Value)),
                .. Settings.Select(item => A.Setting(item.Key, item.Value)),
            ]);
            world = Unknown.Select(item => item.Split(' ')).Aggregate(world, (sofar, item) => (item[0], item[1]) switch
            {
                ("pvc", var key) => sofar.WithUnknown<Claim>(key),
                ("namespace", var name) => sofar.WithUnknown<NamespaceObject>(name),
                ("class", var name) => sofar.WithUnknown<StorageClass>(name),
                ("pv", var key) => sofar.WithUnknown<PersistentVolume>(key),
                ("job", var name) => sofar.WithUnknownInLonghorn<RecurringJob>(name),
                ("snapshot", var name) => sofar.WithUnknownInLonghorn<Snapshot>(name),
                ("backup", var name) => sofar.WithUnknownInLonghorn<Backup>(name),
                ("volume", var name) => sofar.WithUnknownInLonghorn<LonghornVolume>(name),
                var (kind, _) => throw new InvalidDataException($"unknown: {kind}?"),
            });
            return Unsynced.Aggregate(world, (sofar, kind) => kind switch
            {
                "pvcs" => sofar.WithUnsynced<Claim>(),
                "pvs" => sofar.WithUnsynced<PersistentVolume>(),
                "jobs" => sofar.WithUnsynced<RecurringJob>(),
                "volumes" => sofar.WithUnsynced<LonghornVolume>(),
                _ => throw new InvalidDataException($"unsynced: {kind}?"),
            });
        }
    }

    private Exemptions Exempt => new(
        ExemptNamespaces.Split(' ', StringSplitOptions.RemoveEmptyEntries),
        ExemptSelectors.Split(';', StringSplitOptions.RemoveEmptyEntries).Select(text => LabelSelector.Read(text)!));

    // What they say now comes after that.
    private ClusterState WithLastGoodLayers(ClusterState state) => LastGoodLayers.Aggregate(state, (sofar, layer) =>
    {
        var key = ObjectKey.ClusterScoped(layer.Key);
        return sofar.Namespaces[key] is { } ns
            ? Twice(sofar, (sofar.Namespaces, ns with { Labels = A.Labels(layer.Value) }, ns), static (then, set, at) => then.WithNamespaces(set, [at]))
            : Twice(sofar, (sofar.StorageClasses, sofar.StorageClasses[key]! with { Labels = A.Labels(layer.Value) }, sofar.StorageClasses[key]!),
                static (then, set, at) => then.WithStorageClasses(set, [at]));
    });

    private static ClusterState Twice<T>(ClusterState state, (ObjectSet<T> Set, T Good, T Now) layer, Func<ClusterState, ObjectSet<T>, ObjectKey, ClusterState> with) where T : ClusterObject
    {
        var gone = layer.Set.Remove(layer.Now.Key, null);
        var good = gone.Put(layer.Good);
        return with(with(with(state, gone, layer.Now.Key), good, layer.Now.Key), good.Put(layer.Now), layer.Now.Key);
    }

    private static StorageClass Class(string name, string text)
    {
        var words = text.Split(' ');
        return A.Class(name, words[0], words.Contains("(default)"), labels: string.Join(' ', words[1..].Except(["(default)"])));
    }

    private static LonghornVolume Volume(string name, string text)
    {
        if (!text.Contains(" at ", StringComparison.Ordinal)) return A.Volume(name, text);
        var (jobs, at) = Timed(text);
        var volume = A.Volume(name, jobs);
        return volume with { JobLabelsSince = volume.JobLabels.Aggregate(default(JobLabelTimes), (times, label) => times.With(label.Key, at)) };
    }

    private static Backup Backup(string name, string text) => text.Split(' ') switch
    {
        [var job, "of", var claim] => A.Backup(name, job, null) with { Claim = A.Key(claim) },
        [var job, var source] => A.Backup(name, job, source),
        [var job, var source, "complete"] => A.Backup(name, job, source) with { State = BackupState.Completed },
        _ => throw new InvalidDataException($"backup {name}: {text}?"),
    };

    private static Snapshot Snapshot(string name, string text)
    {
        var (what, at) = Timed(text);
        return new()
        {
            Key = new(A.LonghornNamespace, name),
            Uid = $"uid-{name}",
            ResourceVersion = "1",
            Created = at,
            Ready = what == "ready",
            Error = what.StartsWith("failed: ", StringComparison.Ordinal) ? what["failed: ".Length..] : null,
        };
    }

    private static Backup Archive(string name, string text)
    {
        var (what, at) = Timed(text);
        return A.Backup(name, null, null) with
        {
            Created = at,
            State = what switch
            {
                "complete" => BackupState.Completed,
                "deleting" => BackupState.Deleting,
                _ => what.EndsWith('%') ? BackupState.UnderWay : BackupState.Failed,
            },
            Progress = what.EndsWith('%') ? int.Parse(what.Split(' ')[0], CultureInfo.InvariantCulture) : 0,
            Error = what.StartsWith("failed: ", StringComparison.Ordinal) ? what["failed: ".Length..] : null,
            CompletedAt = what == "complete" ? "2026-11-23T11:00:00Z" : null,
        };
    }

    private static (string What, DateTimeOffset At) Timed(string text) => text.Split(" at ") is [var what, var at]
        ? (what, DateTimeOffset.Parse(at, CultureInfo.InvariantCulture))
        : (text, A.Now);

    private static PersistentVolume Pv(string name, string text) => (text.Split(" of "), text.Split(':')) switch
    {
        ([var handle, var claim], _) => A.Pv(name, handle) with { ClaimRef = A.Key(claim) },
        (_, [var driver, var handle]) => A.Pv(name, handle, driver),
        _ => A.Pv(name, text),
    };

    private static IEnumerable<KeyValuePair<string, T>> Expand<T>(Dictionary<string, T> items)
    {
        foreach (var (name, value) in items)
        {
            if (Range().Match(name) is not { Success: true } range) { yield return new(name, value); continue; }
            var template = JsonSerializer.Serialize(value, Json);
            for (var n = int.Parse(range.Groups[1].ValueSpan); n <= int.Parse(range.Groups[2].ValueSpan); n++)
                yield return new(name.Replace(range.Value, $"{n}"), JsonSerializer.Deserialize<T>(template.Replace(range.Value, $"{n}"), Json)!);
        }
    }

    [GeneratedRegex(@"\{(\d+)\.\.(\d+)\}")]
    private static partial Regex Range();
}

internal sealed record ClaimJson
{
    public string Labels { get; init; } = "";

    /// The name of the PV it is bound to.
    public string? Pv { get; init; }

    /// "none" where the PVC names no StorageClass.
    public string Class { get; init; } = "longhorn";

    public string Annotations { get; init; } = "";

    /// Labels that selectors of exempt PVCs look at.
    public string Others { get; init; } = "";

    /// Job labels on the PVC itself: "source" is Longhorn's own.
    public string JobLabels { get; init; } = "";

    public bool Deleting { get; init; }

    public Claim At(string key) => A.Claim(key, Labels, Pv, Class == "none" ? null : Class, JobLabels, Deleting) with
    {
        Annotations = A.Labels(Annotations),
        SelectedLabels = LabelSet.From(Others.Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(pair => KeyValuePair.Create(pair.Split('=')[0], pair.Split('=')[1]))),
    };
}

internal sealed record JobJson
{
    /// The PVC it is for; null makes it somebody else's job.
    public string? Source { get; init; }

    /// Longhorn recreated it on a restore, without the labels and annotations of its metadata.
    public bool Recreated { get; init; }

    /// Labels beyond managed and source, or in place of them.
    public string Labels { get; init; } = "";

    /// Annotations beyond those every job of ours has.
    public string Annotations { get; init; } = "";

    public string Cron { get; init; } = "30 0/4 * * ?";

    public int Retain { get; init; } = 8;

    public bool Deleting { get; init; }

    public RecurringJob At(string name)
    {
        var job = Source is null ? A.Foreign(name, Labels) : A.Job(name, Source, Labels, Cron, Retain);
        if (Recreated) job = job with { Labels = LabelSet.Empty, Annotations = LabelSet.Empty };
        return job with { Deleting = Deleting, Annotations = LabelSet.From([.. job.Annotations, .. A.Labels(Annotations)]) };
    }
}
