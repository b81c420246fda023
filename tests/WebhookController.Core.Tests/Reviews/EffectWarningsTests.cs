using WebhookController.Core.Labels;
using WebhookController.Core.Objects;
using WebhookController.Core.Reviews;
using WebhookController.Core.Tests.Support;

namespace WebhookController.Core.Tests.Reviews;

/// The warnings when a label has no effect in Longhorn's present state.
public sealed class EffectWarningsTests
{
    private const string OptedIn = "enabled=true name=data";
    private const string Archived = "enabled=true name=data archive=true";
    private static readonly PersistentVolume Pv = A.Pv("pv-1", "v1") with { ClaimRef = A.Key("web/data") };
    private static readonly LonghornVolume Volume = A.Volume("v1");
    private static readonly RecurringJob GroupJob = A.Foreign("nightly") with { Groups = "default" };

    private static readonly Dictionary<string, (ClusterObject[] Objects, string Warning)> Blockers = new()
    {
        ["no target"] = ([Pv, Volume with { Target = "offsite" }], "web/data: no backup yet: Longhorn's BackupTarget offsite is not set up"),
        ["target unavailable"] =
            ([Pv, Volume with { Target = "offsite" }, A.Target("offsite", available: false)],
            "web/data: no backup now: Longhorn can't reach BackupTarget offsite"),
        ["faulted"] = ([Pv, Volume with { Faulted = true }], "web/data: no backup now: the volume is faulted"),
        ["restoring"] = ([Pv, Volume with { Restoring = true }], "web/data: no backup now: the volume is being restored"),
    };

    public static TheoryData<string> Names => [.. Blockers.Keys];

    [Theory]
    [MemberData(nameof(Names))]
    public void Opting_in_is_warned_of(string blocker)
    {
        Assert.Equal([Blockers[blocker].Warning], Warnings(null, OptedIn, Blockers[blocker].Objects));
        Assert.Equal([Blockers[blocker].Warning], Warnings("enabled=false", OptedIn, Blockers[blocker].Objects));
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Asking_for_an_archive_is_warned_of(string blocker) =>
        Assert.Equal([Blockers[blocker].Warning], Warnings(OptedIn, Archived, Blockers[blocker].Objects));

    [Theory]
    [InlineData(OptedIn, OptedIn + " retain=3")]
    [InlineData(OptedIn, "enabled=false")]
    [InlineData(Archived, Archived + " start=0500")]
    public void No_warning_is_repeated(string before, string after) => Assert.DoesNotContain(
        Warnings(before, after, Blockers["faulted"].Objects), warning => warning.Contains("faulted", StringComparison.Ordinal));

    [Fact]
    public void A_detached_volume_is_in_the_way_of_jobs_and_not_of_an_archive()
    {
        ClusterObject[] detached = [Pv, Volume with { Detached = true }];

        Assert.Equal(
            ["web/data: no backup while detached: allow-recurring-job-while-volume-detached is off"],
            Warnings("enabled=false", OptedIn, detached));
        Assert.Empty(Warnings(OptedIn, Archived, detached));
        Assert.Empty(Warnings("enabled=false", OptedIn, [.. detached, A.Setting("allow-recurring-job-while-volume-detached", "true")]));
    }

    [Fact]
    public void A_volume_of_the_default_group_is_on_two_schedules()
    {
        var grouped = Volume with { GroupLabels = LabelSet.Of((LonghornLabels.InDefaultGroup, "enabled")) };

        Assert.Equal(
            ["web/data: recurringjob nightly backs it up, too"],
            Warnings("enabled=false", OptedIn, Pv, grouped, GroupJob));
        Assert.Empty(Warnings("enabled=false", OptedIn, Pv, Volume, GroupJob));
        Assert.Empty(Warnings("enabled=false", OptedIn, Pv, grouped, GroupJob with { Spec = GroupJob.Spec with { Task = "snapshot" } }));
        Assert.Empty(Warnings("enabled=false", OptedIn, Pv, grouped));
    }

    [Fact]
    public void Before_there_is_a_volume_only_what_holds_for_every_target_is_reported()
    {
        Assert.Empty(Unbound(A.Target("default")));
        Assert.Empty(Unbound(A.Target("default", hasUrl: false, available: false), A.Target("offsite")));
        Assert.Equal(["web/data: no backup yet: Longhorn's BackupTarget default is not set up"], Unbound(A.Target("default", hasUrl: false)));
        Assert.Equal(["web/data: no backup yet: Longhorn's BackupTarget default is not set up"], Unbound());
        Assert.Equal(
            ["web/data: no backup now: Longhorn can't reach BackupTarget default"],
            Unbound(A.Target("default", available: false), A.Target("offsite", hasUrl: false)));

        static List<string> Unbound(params BackupTarget[] targets)
        {
            var world = World.Empty with { Objects = World.Empty.Objects.RemoveAll(item => item is BackupTarget) };
            return Review(null, A.Claim("web/data"), world.With([.. targets]));
        }
    }

    [Fact]
    public void Nothing_is_reported_about_what_cannot_be_read()
    {
        var faulted = World.Empty.With(Blockers["faulted"].Objects);
        var claim = A.Claim("web/data", OptedIn, volume: "pv-1");

        Assert.Empty(Review(null, claim, faulted.WithUnsynced<LonghornVolume>()));
        Assert.Empty(Review(null, claim, faulted with { LonghornInstalled = false }));
        Assert.Empty(Review(null, claim, World.Empty.With(Pv, Volume with { Target = "offsite" }).WithUnsynced<BackupTarget>()));
        Assert.Empty(Review(null, claim, World.Empty.With(Pv, Volume with { Target = "offsite" }).WithUnknownInLonghorn<BackupTarget>("offsite")));
        Assert.Empty(Review(null, A.Claim("web/data"), World.Empty.WithUnknownInLonghorn<BackupTarget>("default") with { Objects = [A.Class("longhorn")] }));
    }

    [Fact]
    public void A_pvc_elsewhere_is_none_of_Longhorns() => Assert.Equal(
        ["web/data: not on Longhorn: its backup labels have no effect"],
        Review(null, A.Claim("web/data", storageClass: "nfs"), World.Empty with { Objects = [A.Class("nfs", "nfs.csi.k8s.io")] }));

    [Fact]
    public void Lines_stay_under_120_characters_with_names_of_any_length()
    {
        var target = new string('t', 253);
        var job = GroupJob with { Key = new(A.LonghornNamespace, new string('j', 40)) };
        var grouped = Volume with { GroupLabels = LabelSet.Of((LonghornLabels.InDefaultGroup, "enabled")), Target = target };

        string[] warnings =
        [
            .. Warnings("enabled=false", OptedIn, Pv, grouped, job),
            .. Warnings("enabled=false", OptedIn, Pv, grouped, A.Target(target, available: false)),
            .. Warnings("enabled=false", OptedIn, Pv, Volume with { Detached = true }),
        ];

        Assert.Equal(4, warnings.Length);
        Assert.All(warnings, warning => Assert.True(warning.Length < 120, $"{warning.Length}: {warning}"));
    }

    private static List<string> Warnings(string? before, string after, params ClusterObject[] around) =>
        Review(before is null ? null : A.Claim("web/data", before, volume: "pv-1"), A.Claim("web/data", after, volume: "pv-1"), World.Empty.With(around));

    private static List<string> Review(Claim? before, Claim after, World around) => ClaimWarnings
        .For(new ClaimChange(before, after, around.State, new(2026, 6, 15, 12, 0, 0, TimeSpan.Zero)))
        .ToList();
}
