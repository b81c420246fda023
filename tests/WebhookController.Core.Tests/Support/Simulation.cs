using System.Globalization;
using WebhookController.Core.Cluster;
using WebhookController.Core.Labels;
using WebhookController.Core.Layers;
using WebhookController.Core.Objects;
using WebhookController.Core.Planning;

namespace WebhookController.Core.Tests.Support;

/// Applies changes to a ClusterState the way the API server and Longhorn would. A change made to another version of an object than the
/// one it was planned for is a mistake of the planner, and thrown.
internal sealed class Simulation(ClusterState start)
{
    private int _version = 1000;

    public ClusterState State { get; private set; } = start;

    /// When what is made now is made.
    public DateTimeOffset Now { get; set; } = A.Now;

    public void Apply(Change change)
    {
        switch (change)
        {
            case CreateJob create: Create(create); break;
            case PatchJob patch: Patch(patch); break;
            case DeleteJob delete: Delete(delete); break;
            case LabelVolume label: Label(label); break;
            case LabelClaim label: Label(label); break;
            case CreateSnapshot create: Create(create); break;
            case CreateBackup create: Create(create); break;
            default: throw new InvalidOperationException($"cannot apply {change}");
        }
    }

    public void Apply(Plan plan)
    {
        foreach (var change in plan.Changes) Apply(change);
        CopyLabelsOfSources();
    }

    /// Plans and applies until nothing is left to do.
    public void Settle()
    {
        for (var pass = 0; pass < 8; pass++)
        {
            CopyLabelsOfSources();
            var plan = Planner.Plan(State, EffectiveDefaults.BuiltIn, Now);
            if (!plan.Changes.Any()) return;
            Apply(plan);
        }
    }

    /// Longhorn's volume controller: on a PVC with the source label, the Volume's job labels are the PVC's. It comes round in its own time,
    /// here after each pass.
    public void CopyLabelsOfSources()
    {
        foreach (var claim in State.Claims.Items.Values.Where(claim => claim.IsJobLabelSource))
        {
            if (ClaimScope.LonghornVolumeOf(claim, State) is not { } handle) continue;
            if (State.Longhorn.Volumes[State.Longhorn.KeyOf(handle)] is not { } volume) continue;
            Put(volume with { JobLabels = claim.JobLabels.With([new(LonghornLabels.Source, null)]), ResourceVersion = Next() });
        }
    }

    private void Create(CreateJob create)
    {
        if (!State.Longhorn.Jobs.IsAbsent(create.Target)) throw new InvalidOperationException($"exists already: {create}");
        var (key, labels, annotations, spec) = create.Job;
        var version = Next();
        Put(new RecurringJob { Key = key, Uid = $"uid-{version}", ResourceVersion = version, Labels = labels, Annotations = annotations, Spec = spec });
    }

    private void Create(CreateSnapshot create)
    {
        if (!State.Longhorn.Snapshots.IsAbsent(create.Target)) throw new InvalidOperationException($"exists already: {create}");
        Put(new Snapshot { Key = create.Target, Uid = $"uid-{create.Target.Name}", ResourceVersion = Next(), Created = Now });
    }

    private void Create(CreateBackup create)
    {
        if (!State.Longhorn.Backups.IsAbsent(create.Target)) throw new InvalidOperationException($"exists already: {create}");
        if (State.Longhorn.Snapshots[create.Target] is not { Ready: true }) throw new InvalidOperationException($"no snapshot is ready: {create}");
        Put(new Backup { Key = create.Target, Uid = $"uid-{create.Target.Name}", ResourceVersion = Next(), Created = Now });
    }

    private void Patch(PatchJob patch)
    {
        var job = Current(patch.Observed, patch);
        Put(job with
        {
            Labels = job.Labels.With(patch.Labels),
            Annotations = job.Annotations.With(patch.Annotations),
            Spec = patch.Spec is { } spec ? spec with { BackupLabels = job.Spec.BackupLabels.With(Set(spec.BackupLabels)) } : job.Spec,
            ResourceVersion = Next(),
        });
    }

    private void Delete(DeleteJob delete)
    {
        Current(delete.Observed, delete);
        // Its label stays where it is.
        State = State.Remove(StateSlots.Jobs, delete.Observed, Now);
    }

    private void Label(LabelVolume label)
    {
        var volume = State.Longhorn.Volumes[label.Target] ?? throw new InvalidOperationException($"no such volume: {label}");
        Put(volume with { JobLabels = volume.JobLabels.With(label.Labels), ResourceVersion = Next() });
    }

    private void Label(LabelClaim label)
    {
        var claim = State.Claims[label.Target] ?? throw new InvalidOperationException($"no such PVC: {label}");
        Put(claim with { JobLabels = claim.JobLabels.With(label.Labels), ResourceVersion = Next() });
    }

    private RecurringJob Current(RecurringJob observed, Change change) => State.Longhorn.Jobs[observed.Key] is { } job
        && job.ResourceVersion == observed.ResourceVersion ? job : throw new InvalidOperationException($"changed meanwhile: {change}");

    private void Put(RecurringJob job) => State = State.Put(StateSlots.Jobs, job, Now);

    public void Put(Snapshot snapshot) => State = State.Put(StateSlots.Snapshots, snapshot, Now);

    public void Put(Backup backup) => State = State.Put(StateSlots.Backups, backup, Now);

    public void Remove(Snapshot snapshot) => State = State.Remove(StateSlots.Snapshots, snapshot, Now);

    public void Remove(Backup backup) => State = State.Remove(StateSlots.Backups, backup, Now);

    public void Remove(LonghornVolume volume) => State = State.Remove(StateSlots.Volumes, volume, Now);

    public void Remove(Claim claim) => State = State.Remove(StateSlots.Claims, claim, Now);

    public void Put(PersistentVolume volume) => State = State.Put(StateSlots.PersistentVolumes, volume, Now);

    public void Put(LonghornVolume volume) => State = State.Put(StateSlots.Volumes, volume, Now);

    public void Put(NamespaceObject ns) => State = State.Put(StateSlots.Namespaces, ns, Now);

    public void Put(Claim claim) => State = State.Put(StateSlots.Claims, claim, Now);

    public string Next() => (_version++).ToString(CultureInfo.InvariantCulture);

    private static IEnumerable<KeyValuePair<string, string?>> Set(LabelSet labels) =>
        labels.Select(label => new KeyValuePair<string, string?>(label.Key, label.Value));
}
