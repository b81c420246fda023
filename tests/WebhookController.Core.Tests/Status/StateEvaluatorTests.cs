using WebhookController.Core.Labels;
using WebhookController.Core.Layers;
using WebhookController.Core.Objects;
using WebhookController.Core.Planning;
using WebhookController.Core.Status;
using WebhookController.Core.Tests.Support;

namespace WebhookController.Core.Tests.Status;

/// Every state of a PVC and every reason, each by the one thing that is not as it should be.
public sealed class StateEvaluatorTests
{
    private static readonly Claim Claim = A.Claim("web/data", volume: "pv-1") with { Created = A.Now.AddDays(-9) };
    private static readonly Claim Archived = A.Claim("web/data", "enabled=true name=data archive=true", volume: "pv-1");
    private static readonly PersistentVolume Pv = A.Pv("pv-1", "v1") with { ClaimRef = A.Key("web/data") };
    private static readonly RecurringJob Job = A.Job("backup-web-data", "web/data") with { Created = A.Now.AddDays(-9) };
    private static readonly LonghornVolume Volume = A.Volume("v1", "backup-web-data") with { Created = A.Now.AddDays(-9) };
    private static readonly LonghornVolume Grouped = Volume with { GroupLabels = LabelSet.Of((LonghornLabels.InDefaultGroup, "enabled")) };
    private static readonly LonghornVolume Detached = Volume with { Detached = true, LastPodRefAt = A.Now.AddHours(-2) };
    private static readonly Backup Fresh = A.Completed("b1", "v1", A.Now.AddHours(-3), "backup-web-data");
    private static readonly RecurringJob GroupJob = A.Foreign("nightly") with { Groups = "default" };
    private static readonly Setting Ceiling = A.Setting("recurring-job-max-retention", "7");
    private static readonly Setting On = A.Setting("allow-recurring-job-while-volume-detached", "true");

    private static readonly World Cluster = World.Empty with { Exemptions = new(["scratch"], [LabelSelector.Read("temporary")!]) };
    private static readonly RecurringJob Nightly = A.Foreign("nightly") with { Groups = "mine" };
    private static readonly LonghornVolume InGroup = A.Volume("v1") with { GroupLabels = LabelSet.Of(("recurring-job-group.longhorn.io/mine", "enabled")) };

    private static readonly Dictionary<string, (string State, ClusterObject[] Objects)> Cases = new()
    {
        ["all is as it should be"] = ("protected/ok", [Claim, Pv, Job, Volume, Fresh]),
        ["never backed up, and the first run is over"] = ("protected/ok", [Claim, Pv, Job, Volume]),
        ["detached, and jobs run all the same"] = ("protected/ok", [Claim, Pv, Job, Detached, Fresh, On]),
        ["in the default group, which only makes snapshots"] =
            ("protected/ok", [Claim, Pv, Job, Grouped, Fresh, GroupJob with { Spec = GroupJob.Spec with { Task = "snapshot" } }]),
        ["a job of the default group, and a volume that is in none"] = ("protected/ok", [Claim, Pv, Job, Volume, Fresh, GroupJob]),
        ["in the default group, which backs it up"] =
            ("protected/default_group_overlap", [Claim, Pv, Job, Grouped, Fresh, GroupJob]),
        ["kept in more backups than Longhorn allows by now"] = ("protected/retain_above_ceiling", [Claim, Pv, Job, Volume, Fresh, Ceiling]),
        ["kept in too many backups, and in the default group"] =
            ("protected/retain_above_ceiling", [Claim, Pv, Job, Grouped, Fresh, GroupJob, Ceiling]),
        ["kept in too many backups, and faulted"] = ("unprotected/faulted", [Claim, Pv, Job, Volume with { Faulted = true }, Fresh, Ceiling]),
        ["kept in too many backups, and to be archived"] = ("protected/retain_above_ceiling", [Archived, Pv, Job, Volume, Ceiling]),
        ["backed up since the last Pod let go of it"] =
            ("protected/idle", [Claim, Pv, Job, Detached, A.Completed("b2", "v1", A.Now.AddHours(-1))]),
        ["detached, and its last backup was started while a Pod used it"] =
            ("unprotected/detached_and_setting_off", [Claim, Pv, Job, Detached, A.Completed("b2", "v1", A.Now.AddHours(-2).AddMinutes(4))]),
        ["detached, and whether a Pod used it isn't known"] =
            ("unprotected/detached_and_setting_off", [Claim, Pv, Job, Detached with { LastPodRefAt = null }, Fresh]),
        ["not bound"] = ("pending/unbound", [Claim with { VolumeName = null }, Job]),
        ["named a PV that is another's"] = ("pending/unbound", [Claim, Pv with { ClaimRef = A.Key("web/other") }, Job, Volume]),
        ["just labelled"] = ("pending/first_run_not_due", [Claim, Pv, Job with { Created = A.Now.AddHours(-1) }, Volume]),
        ["opted out"] = ("opted_out/enabled_false", [Claim with { Labels = A.Labels("enabled=false") }, Pv, Volume]),
        ["opted out by its namespace"] =
            ("opted_out/enabled_false", [A.Claim("web/data", "retain=0", volume: "pv-1"), Pv, Volume, A.Namespace("web", "enabled=false")]),
        ["in a namespace that is exempt"] =
            ("exempt/exempt_namespace", [A.Claim("scratch/data", "enabled=true retain=0", volume: "pv-1"), Pv with { ClaimRef = A.Key("scratch/data") }, Volume]),
        ["into which CDI imports another, with all its labels"] = ("exempt/exempt_temporary",
            [A.Claim("web/prime-5b2c4c56-6e2b-4a39-8f0c-0d9a7d0f1f5e", "enabled=true name=data", volume: "pv-1") with { Owner = OwnerKind.Claim }, Pv, Volume]),
        ["on which CDI unpacks"] = ("exempt/exempt_temporary", [A.Claim("web/data-scratch", "", volume: "pv-1") with { Owner = OwnerKind.Pod }, Pv, Volume]),
        ["named like one of CDI's, and nobody's"] = ("violating/missing_enabled_label", [A.Claim("web/data-scratch", "", volume: "pv-1"), Pv, A.Volume("v1")]),
        ["selected by an exemption"] = ("exempt/exempt_selector", [Temporary(""), Pv, Volume]),
        ["selected by an exemption, and without a say of its own, though its namespace has one"] =
            ("exempt/exempt_selector", [Temporary("archive=true"), Pv, Volume, A.Namespace("web", "enabled=true")]),
        ["selected by an exemption, and with a say of its own"] = ("protected/ok", [Temporary("enabled=true"), Pv, Job, Volume, Fresh]),
        ["without labels in a namespace that can't be read"] = ("unknown/layer_unreadable", [A.Claim("web/data", "", volume: "pv-1"), Pv, A.Volume("v1"), Mistaken]),
        ["without labels in a namespace that can't be read, and with a job"] =
            ("protected/ok", [A.Claim("web/data", "", volume: "pv-1"), Pv, Job, Volume, Fresh, Mistaken]),
        ["without labels, and backed up by a group"] = ("violating/other_schedule", [A.Claim("web/data", "", volume: "pv-1"), Pv, InGroup, Nightly]),
        ["without labels, and backed up by the default group"] = ("violating/other_schedule", [A.Claim("web/data", "", volume: "pv-1"), Pv, Grouped with { JobLabels = LabelSet.Empty }, GroupJob]),
        ["without labels, and backed up by a job of somebody else"] =
            ("violating/other_schedule", [A.Claim("web/data", "", volume: "pv-1"), Pv, A.Volume("v1", "by-hand"), A.Foreign("by-hand")]),
        ["without labels, and in a group that makes no backups"] =
            ("violating/missing_enabled_label", [A.Claim("web/data", "", volume: "pv-1"), Pv, InGroup, Nightly with { Spec = Nightly.Spec with { Task = "snapshot" } }]),
        ["backed up by a group, too"] = ("protected/other_schedule", [Claim, Pv, Job, InGroup with { JobLabels = Volume.JobLabels }, Fresh, Nightly]),
        ["without labels"] = ("violating/missing_enabled_label", [A.Claim("web/data", "", volume: "pv-1"), Pv, Volume]),
        ["without labels, on a restored volume that carries the job of the original"] = ("violating/backed_up_as_another",
            [A.Claim("web/data", "", volume: "pv-1"), Pv, A.Volume("v1", "backup-web-other"), A.Job("backup-web-other", "web/other"), A.Claim("web/other", "enabled=true")]),
        ["a linked clone before Longhorn 1.12"] =
            ("unprotected/linked_clone", [Claim, Pv, Job, A.Volume("v1") with { LinkedClone = true }, A.Setting("current-longhorn-version", "v1.11.3")]),
        ["a linked clone of Longhorn 1.12"] =
            ("protected/ok", [Claim, Pv, Job, Volume with { LinkedClone = true }, Fresh, A.Setting("current-longhorn-version", "v1.12.1")]),
        ["a linked clone from before Longhorn 1.12"] =
            ("unprotected/linked_clone", [Claim, Pv, Job, A.Volume("v1") with { LinkedClone = true, LegacyLinkedClone = true }, A.Setting("current-longhorn-version", "v1.13.0-rc1")]),
        ["a linked clone of a Longhorn whose version can't be read"] = ("protected/ok", [Claim, Pv, Job, Volume with { LinkedClone = true }, Fresh]),
        ["with two mistakes"] =
            ("violating/invalid_retain", [A.Claim("web/data", "enabled=true name=data retain=0 intervall=4", volume: "pv-1"), Pv, Job, Volume]),
        ["with a name that is taken, and a mistake"] =
            ("conflicting/name_conflict", [A.Claim("web/data", "enabled=true name=data retain=0", volume: "pv-1"), A.Claim("web/other"), Pv]),
        ["archiving"] = ("archiving/in_progress", [Archived, Pv, Job, Volume]),
        ["archiving while detached"] = ("archiving/in_progress", [Archived, Pv, Job, Detached]),
        ["archiving what is faulted"] = ("unprotected/faulted", [Archived, Pv, Job, Volume with { Faulted = true }]),
        ["archiving what isn't there"] = ("unprotected/volume_missing", [Archived, Pv, Job]),
        ["archive failed"] = ("archiving/failed", [Archived, Pv, Marked(), Volume, A.Failed(Attempt, "v1", A.Now)]),
        ["archive ready"] = ("archived/ready", [Archived, Pv, Marked(), Volume with { Faulted = true }, A.Completed(Attempt, "v1", A.Now)]),
        ["without its Longhorn Volume"] = ("unprotected/volume_missing", [Claim, Pv, Job]),
        ["without its PV"] = ("unprotected/volume_missing", [Claim, Job, Volume]),
        ["without its job"] = ("unprotected/job_missing", [Claim, Pv, Volume]),
        ["with its job being deleted"] = ("unprotected/job_missing", [Claim, Pv, Job with { Deleting = true }, Volume]),
        ["with the label taken off"] = ("unprotected/label_overwritten", [Claim, Pv, Job, A.Volume("v1"), Fresh]),
        ["with the label disabled"] = ("unprotected/label_overwritten", [Claim, Pv, Job, A.Volume("v1", "backup-web-data=disabled"), Fresh]),
        ["with the job of its former name for a moment"] =
            ("protected/ok", [Claim, Pv, A.Job("backup-web-old", "web/data"), A.Volume("v1", "backup-web-old"), Fresh]),
        ["faulted"] = ("unprotected/faulted", [Claim, Pv, Job, Volume with { Faulted = true, Detached = true }, Fresh]),
        ["being restored"] = ("unprotected/restoring", [Claim, Pv, Job, Volume with { Restoring = true }, Fresh]),
        ["on a target that isn't there"] = ("unprotected/no_target", [Claim, Pv, Job, Volume with { Target = "offsite" }, Fresh]),
        ["on a target without a URL"] =
            ("unprotected/no_target", [Claim, Pv, Job, Volume with { Target = "offsite" }, Fresh, A.Target("offsite", hasUrl: false, available: false)]),
        ["on a target that can't be reached"] =
            ("unprotected/target_unavailable", [Claim, Pv, Job, Detached with { Target = "offsite" }, Fresh, A.Target("offsite", available: false)]),
        ["on a target that nobody has tried yet"] =
            ("protected/ok", [Claim, Pv, Job, Volume with { Target = "offsite" }, Fresh, A.Target("offsite", available: null)]),
        ["of a time after which none comes"] = ("unknown/planning_failed", [Claim with { Created = DateTimeOffset.MaxValue }, Pv, Job, Volume]),
    };

    private static string Attempt => Core.Archive.ArchiveId.FirstOf(Archived.Uid).ObjectName;

    public static TheoryData<string> Names => [.. Cases.Keys];

    [Theory]
    [MemberData(nameof(Names))]
    public void A_pvc_that_is(string name) => Assert.Equal(Cases[name].State, StateIn(Cluster.With(Cases[name].Objects)));

    [Fact]
    public void Every_state_and_reason_has_its_case()
    {
        var seen = Cases.Values.Select(item => item.State.Split('/')).ToList();

        Assert.Equal(Enum.GetValues<ProtectionState>().Select(state => state.MetricName()).Order(), seen.Select(pair => pair[0]).Distinct().Order());
        Assert.Empty(Enum.GetValues<ProtectionReason>().Select(reason => reason.MetricName()).Except(seen.Select(pair => pair[1])));
    }

    // A mistake that was there when it was first read.
    private static NamespaceObject Mistaken => A.Namespace("web", "enabled=perhaps");

    private static Claim Temporary(string labels) => A.Claim("web/data", labels, volume: "pv-1") with { SelectedLabels = LabelSet.Of(("temporary", "yes")) };

    [Theory]
    [InlineData(typeof(RecurringJob), "backup-web-data")]
    [InlineData(typeof(LonghornVolume), "v1")]
    [InlineData(typeof(BackupTarget), "default")]
    public void What_cannot_be_read_is_no_reason_for_alarm(Type kind, string name)
    {
        ClusterObject[] all = [Claim, Pv, Job, Volume, Fresh];
        var world = World.Empty.With([.. all.Where(item => item.GetType() != kind)]);
        world = world with
        {
            Objects = world.Objects.RemoveAll(item => item.GetType() == kind),
            Unknown = [(kind, new ObjectKey(A.LonghornNamespace, name))],
        };

        Assert.Equal("protected/ok", StateIn(world));
    }

    [Fact]
    public void A_target_that_was_last_seen_unavailable_and_cannot_be_read_any_more_is_no_reason_for_alarm()
    {
        var world = World.Empty.With(Claim, Pv, Job, Volume with { Target = "offsite" }, Fresh, A.Target("offsite", available: false)).WithUnsynced<BackupTarget>();

        Assert.Equal("protected/ok", StateIn(world));
        Assert.Empty(Planner.Plan(world.State, EffectiveDefaults.BuiltIn, A.Now).Targets);
    }

    [Fact]
    public void Targets_that_cannot_be_listed_are_no_reason_for_alarm() => Assert.Equal("protected/ok", StateIn(
        World.Empty.With(Claim, Pv, Job, Volume with { Target = "offsite" }, Fresh).WithUnsynced<BackupTarget>()));

    [Fact]
    public void A_setting_that_cannot_be_read_is_no_reason_for_alarm()
    {
        ClusterObject[] detached = [Claim, Pv, Job, Detached, Fresh];

        Assert.Equal("protected/ok", StateIn(World.Empty.With([.. detached, On with { Value = "perhaps" }])));
        Assert.Equal("protected/ok", StateIn(World.Empty.With(detached).WithUnknownInLonghorn<Setting>(On.Key.Name)));
        Assert.Equal("unprotected/detached_and_setting_off", StateIn(World.Empty.With([.. detached, On with { Value = "false" }])));
    }

    [Fact]
    public void A_pvc_on_other_storage_has_no_state() =>
        Assert.Empty(Planner.Plan(World.Of(A.Claim("web/data", storageClass: "nfs")), EffectiveDefaults.BuiltIn, A.Now).Protections);

    [Fact]
    public void While_not_everything_is_read_nothing_is_reported()
    {
        var plan = Planner.Plan(World.Empty.With(Claim, Pv, Volume).WithUnsynced<RecurringJob>().State, EffectiveDefaults.BuiltIn, A.Now);

        Assert.True(plan.Partial);
        Assert.Empty(plan.Protections);
    }

    private static RecurringJob Marked() => A.Job("backup-web-data", "web/data", "archive=true") with
    {
        Annotations = A.Labels($"archive-id={Core.Archive.ArchiveId.FirstOf(Archived.Uid)}"),
    };

    private static string StateIn(World world)
    {
        var plan = Planner.Plan(world.State, EffectiveDefaults.BuiltIn, A.Now);
        var current = Assert.Single(plan.Protections, protection => protection.Claim.Name != "other").Current;
        return $"{current.State.MetricName()}/{current.ReasonName}";
    }
}
