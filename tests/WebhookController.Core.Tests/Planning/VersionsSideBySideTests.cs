using WebhookController.Core.Labels;
using WebhookController.Core.Layers;
using WebhookController.Core.Planning;
using WebhookController.Core.Tests.Support;

namespace WebhookController.Core.Tests.Planning;

/// During a rolling update either version may lead. Version 1 can't be run here: what it owned on a job is written down from its source.
public sealed class VersionsSideBySideTests
{
    // What it set, and took off where it didn't want it. Anything else on a job it neither compared nor wrote.
    private static readonly string[] LabelsOfVersion1 = ["managed", "source-namespace", "source-pvc", "archive", "archive-delete-after"];
    private static readonly string[] AnnotationsOfVersion1 = ["source-pvc", "archive-id", "archive-begun", "archive-error", "archive-backup", "archive-completed-at"];

    [Fact]
    public void What_this_version_adds_to_a_job_is_left_alone_by_version_1()
    {
        var claim = A.Claim("web/data", "enabled=true name=data archive=true archive-delete-after=2199-01-01", "pv-1") with
        {
            Annotations = LabelSet.Of((A.Keys.ArchiveRequestedAt, "2026-11-23T11:00:00Z")),
        };
        var simulation = new Simulation(World.Of(claim, A.Pv("pv-1", "vol-1"), A.Volume("vol-1")));
        simulation.Apply(Planner.Plan(simulation.State, EffectiveDefaults.BuiltIn, A.Now));
        var job = Assert.Single(simulation.State.Longhorn.Jobs.Items.Values);

        Assert.Equal(LabelsOfVersion1.Order(), Names(job.Labels));
        Assert.Equal(["archive-request", "source-uid"], Names(job.Annotations).Except(AnnotationsOfVersion1));
        Assert.Equal(["archive-begun", "archive-id"], Names(job.Annotations).Intersect(AnnotationsOfVersion1));
        // As version 1 reads it: ten hex digits and a positive int.
        Assert.Matches("^[0-9a-f]{10}-[0-9]{1,10}$", job.Annotations[A.Keys.ArchiveId]);
        Assert.True(int.TryParse(job.Annotations[A.Keys.ArchiveId]!.Split('-')[1], out var attempt) && attempt > 0);
    }

    [Fact]
    public void So_is_that_a_layer_asked_for_it()
    {
        var create = Assert.IsType<CreateJob>(Assert.Single(Planner.Plan(World.Of(A.Claim("web/data", ""), A.Namespace("web", "enabled=true")), EffectiveDefaults.BuiltIn, A.Now).Changes));

        Assert.Equal(["opted-in-by", "source-uid"], Names(create.Job.Annotations).Except(AnnotationsOfVersion1));
        Assert.Empty(Names(create.Job.Labels).Except(LabelsOfVersion1));
    }

    [Fact]
    public void What_version_1_wrote_is_left_alone_by_this_version()
    {
        var job = A.Job("backup-web-data", "web/data");
        Assert.Empty(job.Annotations);

        Assert.Empty(Planner.Plan(World.Of(A.Claim("web/data"), job), EffectiveDefaults.BuiltIn, A.Now).Changes);
        Assert.Empty(Planner.Plan(World.Of(A.Claim("web/data", "enabled=true"), job), EffectiveDefaults.BuiltIn, A.Now).Changes);
    }

    private static IEnumerable<string> Names(LabelSet labels) =>
        labels.Select(label => label.Key).Where(A.Keys.IsOurs).Select(key => key[A.Keys.Prefix.Length..]).Order(StringComparer.Ordinal);
}
