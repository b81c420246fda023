using CsCheck;
using WebhookController.Core.Cluster;
using WebhookController.Core.Labels;
using WebhookController.Core.Objects;
using WebhookController.Core.Reviews;
using WebhookController.Core.Scheduling;
using WebhookController.Core.Tests.Support;

namespace WebhookController.Core.Tests.Reviews;

/// What becomes of the jobs of a PVC, and what else backs it up: what is announced is what the planner plans.
public sealed class JobWarningsTests
{
    private static readonly RecurringJob Job = A.Job("backup-web-data", "web/data");
    private static readonly ClusterObject[] Bound = [A.Pv("pv-1", "v1"), A.Volume("v1", "backup-web-data"), Job];
    private static readonly RecurringJob Nightly = A.Foreign("nightly") with { Groups = "default" };

    [Fact]
    public void Opting_out_says_which_job_goes_and_how_many_backups_stay()
    {
        Assert.Equal(["web/data: job backup-web-data is deleted; it has no backups"], Warnings("enabled=true", "enabled=false", Bound));
        Assert.Equal(["web/data: job backup-web-data is deleted; its backup stays"], Warnings("enabled=true", "enabled=false", [.. Bound, .. Backups(1)]));
        Assert.Equal(["web/data: job backup-web-data is deleted; its 3 backups stay"], Warnings("enabled=true", "enabled=false", [.. Bound, .. Backups(3)]));
        Assert.Empty(Warnings("", "enabled=false", A.Pv("pv-1", "v1"), A.Volume("v1")));
    }

    [Fact]
    public void A_job_that_stays_is_not_said_to_go()
    {
        var shared = A.Claim("web/other", "", volume: "pv-2");

        Assert.Equal(
            ["web/data: job backup-web-data stays while another PVC needs it"],
            Warnings("enabled=true", "enabled=false", [.. Bound, shared, A.Pv("pv-2", "v1")]));
        Assert.Equal(
            ["web/data: job backup-web-data stays: it may keep another's archive"],
            Warnings("enabled=true", "enabled=false", A.Pv("pv-1", "v1"), A.Volume("v1"), A.Job("backup-web-data", "web/data", "archive=true")));
    }

    [Fact]
    public void Where_longhorn_copies_the_label_the_job_goes_a_little_later() => Assert.Equal(
        ["web/data: job backup-web-data is deleted once volumes let go of it"],
        For(A.Claim("web/data", "enabled=true", "pv-1", jobLabels: "source backup-web-data"), "enabled=false", World.Empty.With(Bound)));

    [Fact]
    public void Opting_out_while_longhorn_cannot_be_read_promises_nothing_for_now() => Assert.Equal(
        ["web/data: job backup-web-data goes once Longhorn can be read"],
        For(A.Claim("web/data", "enabled=true", "pv-1"), "enabled=false", World.Empty.With(Bound).WithUnsynced<RecurringJob>()));

    [Fact]
    public void Opting_out_names_every_other_schedule_that_goes_on()
    {
        var volume = A.Volume("v1", "backup-web-data hourly backup-snap") with { GroupLabels = LabelSet.Of((LonghornLabels.InDefaultGroup, "enabled"), (LonghornLabels.GroupPrefix + "gold", "enabled")) };
        ClusterObject[] around =
        [
            A.Pv("pv-1", "v1"), volume, Job, Nightly, A.Foreign("hourly"), A.Foreign("weekly") with { Groups = "gold,silver" },
            A.Foreign("backup-snap") with { Spec = A.Spec() with { Task = "snapshot" } },
        ];

        Assert.Equal(
            [
                "web/data: job backup-web-data is deleted; it has no backups",
                "web/data: recurringjob hourly goes on backing it up",
                "web/data: recurringjob nightly goes on backing it up",
                "web/data: recurringjob weekly goes on backing it up",
            ],
            Warnings("enabled=true", "enabled=false", around));
    }

    [Fact]
    public void A_volume_without_a_job_comes_into_the_default_group() => Assert.Equal(
        ["web/data: job backup-web-data is deleted; it has no backups", "web/data: Longhorn then runs nightly of group default on it"],
        Warnings("enabled=true", "enabled=false", [.. Bound, Nightly]));

    [Fact]
    public void A_volume_that_keeps_any_other_job_does_not_come_into_the_default_group() => Assert.Equal(
        ["web/data: job backup-web-data is deleted; it has no backups"],
        Warnings(
            "enabled=true", "enabled=false",
            A.Pv("pv-1", "v1"), A.Volume("v1", "backup-web-data backup-snap"), Job, Nightly, A.Foreign("backup-snap") with { Spec = A.Spec() with { Task = "snapshot" } }));

    [Fact]
    public void Nor_does_a_linked_clone() => Assert.Equal(
        ["web/data: job backup-web-data is deleted; it has no backups"],
        Warnings("enabled=true", "enabled=false", A.Pv("pv-1", "v1"), A.Volume("v1", "backup-web-data") with { LinkedClone = true }, Job, Nightly));

    [Fact]
    public void Opting_in_names_every_other_schedule() => Assert.Equal(
        ["web/data: recurringjob hourly backs it up, too"], Warnings("", "enabled=true", A.Pv("pv-1", "v1"), A.Volume("v1", "hourly"), A.Foreign("hourly")));

    [Fact]
    public void Taking_enabled_off_says_that_the_job_goes_on() => Assert.Equal(
        ["web/data: job backup-web-data goes on: enabled=false would end it"], Warnings("enabled=true", "", Bound));

    [Fact]
    public void A_rename_says_what_becomes_of_the_old_job() => Assert.Equal(
        ["web/data: its job is backup-web-new from now on", "web/data: job backup-web-data is deleted then; its 2 backups stay"],
        Warnings("enabled=true", "enabled=true name=new", [.. Bound, .. Backups(2)]));

    [Fact]
    public void A_rename_with_a_spread_start_says_when_the_new_job_runs_next()
    {
        var (was, will) = ($"{SpreadStart.Of("backup-web-data", 4):HH:mm}", $"{SpreadStart.Of("backup-web-new", 4):HH:mm}");
        Assert.NotEqual(was, will);
        var job = Job with { Spec = A.Spec(CronSchedule.Every(4, SpreadStart.Of("backup-web-data", 4))) with { BackupLabels = Job.Spec.BackupLabels } };

        // It runs every four hours from 03:01.
        Assert.Equal("03:01", will);
        Assert.Equal(
            ["web/data: its job is backup-web-new, next run 11-23 15:01 UTC", "web/data: job backup-web-data is deleted then; it has no backups"],
            Warnings("enabled=true start=auto", "enabled=true start=auto name=new", A.Pv("pv-1", "v1"), A.Volume("v1", "backup-web-data"), job));
        Assert.DoesNotContain(
            Warnings("enabled=true start=0030", "enabled=true start=0030 name=new", Bound), warning => warning.Contains("next run", StringComparison.Ordinal));
    }

    [Fact]
    public void That_line_stays_under_120_characters_with_names_of_any_length()
    {
        var (key, long1) = ($"{new string('n', 63)}/{new string('p', 253)}", new string('a', 63));
        var before = A.Claim(key, $"enabled=true start=auto name={long1}");
        var world = World.Empty.With(A.Job("backup-long", key, cron: "59 3/4 * * ?"));

        var line = For(before, $"enabled=true start=auto name={new string('b', 63)}", world)[0];
        Assert.True(line.Length < 120, $"{line.Length}: {line}");
        Assert.EndsWith(" UTC", line, StringComparison.Ordinal);
    }

    [Fact]
    public void Our_keys_as_annotations_are_pointed_out()
    {
        var claim = A.Claim("web/data", "") with { Annotations = A.Labels("enabled=true allow-delete=true") };

        Assert.Contains("web/data: backup.vluwte.nl/enabled is an annotation: only labels count", ClaimReview.Of(new ClaimChange(null, claim, World.Of(), A.Now)).Warnings);
        Assert.DoesNotContain(
            ClaimReview.Of(new ClaimChange(claim, claim with { Labels = A.Labels("enabled=true") }, World.Of(), A.Now)).Warnings,
            warning => warning.Contains("annotation", StringComparison.Ordinal));
    }

    [Fact]
    public void A_storage_class_that_does_not_exist_is_pointed_out() => Assert.Contains(
        "web/data: there is no StorageClass lnghorn",
        ClaimReview.Of(new ClaimChange(null, A.Claim("web/data", "enabled=true", storageClass: "lnghorn"), World.Of(), A.Now)).Warnings);

    // I16.
    [Fact]
    public void What_is_announced_is_what_the_planner_then_does() => Gen.Select(RandomWorld.Any, Gen.Int[0, 5], Gen.Int[0, ManyLabels.Length - 1]).SampleTheSame(
        (world, which, labels) =>
        {
            var simulation = new Simulation(world.State);
            simulation.Settle();
            var claims = simulation.State.Claims.Items.Values.Where(claim => !claim.Deleting).OrderBy(claim => claim.Key).ToList();
            if (claims.Count == 0) return;
            var before = claims[which % claims.Count];
            var after = before with { Labels = A.Labels(ManyLabels[labels]), ResourceVersion = simulation.Next() };
            var change = new ClaimChange(before, after, simulation.State, A.Now);
            var review = ClaimReview.Of(change);
            if (review.Denials.Count > 0) return;
            var jobs = change.JobsOfItsOwn.Where(job => !job.Deleting).ToList();
            simulation.Put(after);
            simulation.Settle();

            foreach (var job in jobs)
            {
                var announced = review.Warnings.Where(warning => warning.Contains($": job {job.Key.Name} ", StringComparison.Ordinal)).ToList();
                var isThere = simulation.State.Longhorn.Jobs[job.Key]?.Uid == job.Uid;
                if (isThere) Assert.DoesNotContain(announced, IsDeleted);
                else Assert.True(announced.Exists(warning => IsDeleted(warning) || GoesLater(warning)) || change.Scope == Scope.NotLonghorn, $"{job.Key.Name} went without a word: {string.Join('\n', review.Warnings)}");
            }
        }, count: 2_000, print: item => $"{RandomWorld.Print(item.Item1)}\n{item.Item2} {item.Item3}");

    private static readonly string[] ManyLabels =
        ["", "enabled=false", "enabled=true", "enabled=true name=c", "enabled=true name=d", "enabled=true name=e", "enabled=true name=d archive=true", "enabled=false name=c retain=0"];

    private static bool IsDeleted(string warning) => warning.Contains(" is deleted", StringComparison.Ordinal) && !GoesLater(warning);

    // When Longhorn has done its part, a volume is there, or a neighbour has let go.
    private static bool GoesLater(string warning) => warning.Contains(" goes on until ", StringComparison.Ordinal) || warning.Contains(" once volumes ", StringComparison.Ordinal)
        || warning.Contains(" while another PVC ", StringComparison.Ordinal);

    private static ClusterObject[] Backups(int count) => [.. Enumerable.Range(0, count).Select(n => A.Completed($"b{n}", "v1", A.Now, "backup-web-data"))];

    private static IReadOnlyList<string> Warnings(string before, string after, params ClusterObject[] around) =>
        For(A.Claim("web/data", before, "pv-1"), after, World.Empty.With(around));

    private static IReadOnlyList<string> For(Claim before, string after, World around) =>
        ClaimReview.Of(new ClaimChange(before, before with { Labels = A.Labels(after) }, around.With(before).State, A.Now)).Warnings;
}
