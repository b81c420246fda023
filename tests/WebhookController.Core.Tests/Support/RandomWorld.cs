using CsCheck;
using WebhookController.Core.Labels;
using WebhookController.Core.Layers;
using WebhookController.Core.Naming;
using WebhookController.Core.Objects;

namespace WebhookController.Core.Tests.Support;

/// Small clusters with few names in them, so that names fall together, jobs are of somebody else or damaged, and things are unreadable.
internal static class RandomWorld
{
    // A PVC whose PV is of the same volume as another PVC's. (Not with labels on the PVC: Longhorn heeds those of one PVC only.)
    private const int Shared = 3;

    private static readonly string[] Namespaces = ["a", "a-b"];
    private static readonly string[] Names = ["c", "b-c", "d"];
    private static readonly string[] Pvcs = [.. from ns in Namespaces from name in Names select $"{ns}/{name}"];
    private static readonly string[] Jobs = [.. (from ns in Namespaces from name in Names select JobName.For(ns, name)).Distinct()];
    private static readonly string[] Volumes = [.. Pvcs.Select(pvc => $"vol-{pvc.Replace('/', '.')}")];

    private static readonly Gen<string> Name = Gen.OneOf([.. Names.Select(Gen.Const)]);
    private static readonly Gen<string> Job = Gen.OneOf([.. Jobs.Select(Gen.Const)]);
    private static readonly Gen<string> Pvc = Gen.OneOf([.. Pvcs.Append("gone/x").Select(Gen.Const)]);

    private static readonly Gen<string> ClaimLabels = Gen.Frequency(
        (4, Name.Select(name => $"enabled=true name={name}")),
        (4, Gen.Const("enabled=true")),
        (1, Gen.Const("enabled=true archive=true")),
        (2, Name.Select(name => $"enabled=true name={name} archive=true")),
        (1, Name.Select(name => $"enabled=true name={name} retain=3 interval=6 start=0700")),
        (2, Name.Select(name => $"enabled=true name={name} retain=0")),
        (2, Gen.Const("enabled=false")),
        (1, Gen.Const("enabled=x")),
        (1, Gen.Const("retain=0")),
        (1, Gen.Const("archive=true")),
        (2, Name.Select(name => $"name={name} start=auto")),
        (3, Gen.Const("")));

    private static readonly Gen<string> JobLabels = Gen.Frequency(
        (3, Gen.Const("")), (4, Job), (1, Gen.Select(Job, Job, (one, other) => $"{one} {other}")), (1, Gen.Const("snapshot-hourly")), (1, Job.Select(job => $"{job}=disabled")));

    private static Gen<World> Claim(string key, string volume) => Gen.Select(
        ClaimLabels, Gen.Int[0, 9], Gen.Int[0, 9], Gen.Int[0, 9], JobLabels, (labels, presence, binding, source, jobLabels) =>
    {
        if (presence == 0) return World.Empty.WithUnknown<Claim>(key);
        if (presence < 4) return World.Empty;
        var (bound, deleting) = (binding > 1, presence == 4);
        var isSource = source == 0 && binding != Shared;
        var claim = A.Claim(key, labels, bound ? $"pv-{volume}" : null, presence switch { 5 => "nfs", 6 => null, _ => "longhorn" }, isSource ? $"source {jobLabels}" : "", deleting) with
        {
            SelectedLabels = source is 1 or 2 ? LabelSet.Of(("temporary", "yes")) : LabelSet.Empty,
        };
        var world = World.Empty.With(claim);
        return binding switch
        {
            2 => world.WithUnknown<PersistentVolume>($"pv-{volume}"),
            Shared => world.With(A.Pv($"pv-{volume}", "vol-shared")),
            4 => world.With(A.Pv($"pv-{volume}", volume) with { ClaimRef = A.Key("gone/x") }),
            > 4 => world.With(A.Pv($"pv-{volume}", volume)),
            _ => world,
        };
    });

    private static Gen<World> JobNamed(string name) => Gen.Select(Gen.Int[0, 11], Pvc, Gen.Int[0, 3], (kind, source, archive) => kind switch
    {
        0 => World.Empty.WithUnknownInLonghorn<RecurringJob>(name),
        1 => World.Empty.With(A.Foreign(name)),
        2 => World.Empty.With(A.Foreign(name, "managed=true")),
        3 or 4 or 5 => World.Empty,
        6 => World.Empty.With(A.Job(name, source, retain: 5) with { Deleting = true }),
        8 or 9 => World.Empty.With(A.Job(name, source) with { Annotations = A.Labels("opted-in-by=layer") }),
        _ => World.Empty.With(A.Job(name, source, archive == 0 ? "archive=true" : "", retain: kind == 7 ? 8 : 5)),
    });

    private static Gen<World> Volume(string name) => Gen.Select(Gen.Int[0, 9], JobLabels, (kind, jobs) => kind switch
    {
        0 => World.Empty.WithUnknownInLonghorn<LonghornVolume>(name),
        1 => World.Empty,
        _ => World.Empty.With(A.Volume(name, jobs)),
    });

    // What is unreadable leaves much as it is: most are readable.
    private static Gen<World> Namespace(string name) => Gen.Select(Gen.Int[0, 9], RandomLayers.Labels, (kind, labels) => kind switch
    {
        0 => World.Empty.WithUnknown<NamespaceObject>(name),
        1 => World.Empty with { Missing = [name] },
        2 => World.Empty with { Exemptions = new([name], [LabelSelector.Read("temporary=yes")!]) },
        < 6 => World.Empty,
        _ => World.Empty.With(A.Namespace(name, labels)),
    });

    private static readonly Gen<World> Class = Gen.Select(Gen.Int[0, 9], RandomLayers.Labels, (kind, labels) => kind switch
    {
        < 5 => World.Empty,
        _ => World.Empty.With(A.Class("longhorn", isDefault: kind == 9, labels: labels)),
    });

    public static Gen<World> Any { get; } = Gen.Select(
        All(Pvcs.Select((pvc, i) => Claim(pvc, Volumes[i]))),
        All(Jobs.Select(JobNamed)),
        All(Volumes.Append("vol-shared").Select(Volume)),
        All(Namespaces.Select(Namespace).Append(Class)),
        (claims, jobs, volumes, layers) => Join([.. claims, .. jobs, .. volumes, .. layers]));

    private static Gen<World[]> All(IEnumerable<Gen<World>> parts) => parts.Aggregate(
        Gen.Const(Array.Empty<World>()), (sofar, part) => Gen.Select(sofar, part, (worlds, world) => worlds.Append(world).ToArray()));

    private static World Join(IEnumerable<World> parts) => parts.Aggregate(World.Empty, (whole, part) => whole with
    {
        Objects = whole.Objects.AddRange(part.Objects.Except(World.Empty.Objects)),
        Unknown = whole.Unknown.Union(part.Unknown),
        Missing = whole.Missing.Union(part.Missing),
        Exemptions = whole.Exemptions == Exemptions.None ? part.Exemptions : whole.Exemptions,
    });

    /// The whole cluster in a few lines, for a test that failed.
    public static string Print(World world) => string.Join('\n',
    [
        .. world.Objects.Select(item => item switch
        {
            Claim claim => $"pvc {claim.Key} [{Text(claim.Labels)}] {claim.StorageClass} pv={claim.VolumeName} jobs=[{Text(claim.JobLabels)}]{(claim.SelectedLabels.Count > 0 ? " temporary" : "")}{(claim.Deleting ? " deleting" : "")}",
            PersistentVolume pv => $"pv {pv.Key} {pv.VolumeHandle} {pv.ClaimRef}",
            RecurringJob job => $"job {job.Key.Name} [{Text(job.Labels)}] [{job.Annotations[A.Keys.OptedInBy]}] retain {job.Spec.Retain} {job.Spec.Cron}{(job.Deleting ? " deleting" : "")}",
            LonghornVolume volume => $"volume {volume.Key.Name} [{Text(volume.JobLabels)}]",
            NamespaceObject ns => $"namespace {ns.Key} [{Text(ns.Labels)}]",
            StorageClass storage => $"class {storage.Key} [{Text(storage.Labels)}]{(storage.IsDefault ? " default" : "")}",
            _ => "",
        }).Where(line => line.Length > 0),
        .. world.Unknown.Select(item => $"unknown {item.Kind.Name} {item.Key}"),
        .. world.Missing.Select(name => $"missing namespace {name}"),
        .. Namespaces.Where(name => world.Exemptions.Of(A.Claim($"{name}/x"), speaks: true) is not null).Select(name => $"exempt namespace {name}"),
    ]);

    private static string Text(LabelSet labels) => string.Join(' ', labels.Select(label => $"{label.Key.Split('/')[1]}={label.Value}"));
}
