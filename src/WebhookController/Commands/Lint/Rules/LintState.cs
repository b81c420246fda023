using WebhookController.Commands.Lint.Manifests;
using WebhookController.Core.Cluster;
using WebhookController.Core.Labels;
using WebhookController.Core.Objects;

namespace WebhookController.Commands.Lint.Rules;

// The cluster as it is once the input is applied: what admission would then see.
internal sealed class LintState
{
    // No name that a StorageClass can have.
    private const string AssumedDefaultClass = "(default)";

    private readonly ClusterState? _cluster;

    private LintState(ClusterState all, ClusterState? cluster) => (All, _cluster) = (all, cluster);

    public ClusterState All { get; private init; }

    // Over a cluster that was read.
    public static LintState Over(ClusterState cluster, ManifestObjects objects, DateTimeOffset now) => new(Apply(cluster, objects, cluster, now), cluster);

    // Without one: what the input doesn't have says nothing, and storage that nobody describes is Longhorn's.
    public static LintState Of(ManifestObjects objects, LabelKeys keys, string longhornNamespace, DateTimeOffset now)
    {
        var nothing = new ClusterState(keys, longhornNamespace);
        nothing = Listed(nothing, StateSlots.Claims, now);
        nothing = Listed(nothing, StateSlots.PersistentVolumes, now);
        nothing = Listed(nothing, StateSlots.StorageClasses, now);
        nothing = Listed(nothing, StateSlots.Namespaces, now);
        nothing = Listed(nothing, StateSlots.Jobs, now);
        nothing = Put(nothing, StateSlots.StorageClasses, objects.StorageClasses, now);
        return new(Apply(Put(nothing, StateSlots.StorageClasses, AssumedClasses(nothing, objects), now), objects, null, now), null);
    }

    // The same, if Longhorn's Settings are its own defaults.
    public LintState WithDefaultSettings(DateTimeOffset now) => new(Listed(All, StateSlots.Settings, now), _cluster);

    // What the API server knows of the PVC, if it exists there already.
    public Claim AsIs(Claim written) => AsIn(_cluster, written);

    // As at CREATE, when all others are there.
    public ClusterState Without(ObjectKey claim) => All.Claims.MayExist(claim) ? All.WithClaims(All.Claims.Remove(claim, null), [claim]) : All;

    private static ClusterState Apply(ClusterState state, ManifestObjects objects, ClusterState? cluster, DateTimeOffset now)
    {
        var claims = objects.Claims.OrderByDescending(written => written.IsTemplate).SelectMany(written => written.Claims).ToList();
        state = Put(state, StateSlots.StorageClasses, objects.StorageClasses, now);
        state = Put(state, StateSlots.Namespaces, objects.Namespaces, now);
        // One that isn't there yet says nothing either.
        state = Put(state, StateSlots.Namespaces, [.. AbsentNamespaces(claims, state).Select(SilentNamespace)], now);
        state = Put(state, StateSlots.PersistentVolumes, objects.PersistentVolumes, now);
        return Put(state, StateSlots.Claims, [.. claims.Where(claim => claim.Key.Name.Length > 0).Select(claim => AsIn(cluster, claim))], now);
    }

    private static IEnumerable<string> AbsentNamespaces(IEnumerable<Claim> claims, ClusterState state) =>
        claims.Select(claim => claim.Key.Namespace).Distinct().Where(name => state.Namespaces.IsAbsent(ObjectKey.ClusterScoped(name)));

    private static NamespaceObject SilentNamespace(string name) => new() { Key = ObjectKey.ClusterScoped(name), Uid = "", ResourceVersion = "" };

    private static List<StorageClass> AssumedClasses(ClusterState state, ManifestObjects objects)
    {
        var classes = objects.Claims.SelectMany(written => written.Claims).Select(claim => claim.StorageClass).Distinct().ToList();
        var assumed = classes.Where(name => name is { Length: > 0 } && state.StorageClasses[name] is null).Select(name => LonghornClass(name!)).ToList();
        if (classes.Contains(null) && state.DefaultStorageClass is null) assumed.Add(LonghornClass(AssumedDefaultClass) with { IsDefault = true });
        return assumed;
    }

    private static StorageClass LonghornClass(string name) =>
        new() { Key = ObjectKey.ClusterScoped(name), Uid = "", ResourceVersion = "", Provisioner = LonghornLabels.Driver };

    private static Claim AsIn(ClusterState? cluster, Claim written) => cluster?.Claims[written.Key] is { } live
        ? written with
        {
            Uid = live.Uid,
            ResourceVersion = live.ResourceVersion,
            Created = live.Created,
            StorageClass = written.StorageClass ?? live.StorageClass,
            VolumeName = written.VolumeName ?? live.VolumeName,
        }
        : written;

    private static ClusterState Listed<T>(ClusterState state, StateSlot<T> slot, DateTimeOffset now) where T : ClusterObject =>
        slot.With(state, slot.Get(state).Replace([], [], "0"), [], now);

    private static ClusterState Put<T>(ClusterState state, StateSlot<T> slot, IReadOnlyList<T> items, DateTimeOffset now) where T : ClusterObject =>
        items.Count == 0 ? state : slot.With(state, items.Aggregate(slot.Get(state), (set, item) => set.Put(item)), [.. items.Select(item => item.Key).Distinct()], now);
}
