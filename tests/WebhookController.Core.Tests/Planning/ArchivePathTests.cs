using WebhookController.Core.Layers;
using WebhookController.Core.Objects;
using WebhookController.Core.Planning;
using WebhookController.Core.Tests.Support;

namespace WebhookController.Core.Tests.Planning;

/// The same labels lead to the same end, in one command or in several.
public sealed class ArchivePathTests
{
    private const string Archived = "enabled=true name=data archive=true archive-delete-after=2027-07-11";

    public static TheoryData<string[]> WaysToOptOut => new(
    [
        ["enabled=false"],
        ["enabled=true name=data", "enabled=false"],
        ["enabled=true name=other archive=true", "enabled=false"],
        ["enabled=true name=other archive=true", "enabled=true name=other", "enabled=false"],
        ["enabled=true name=other", "enabled=false"],
        ["enabled=true name=data archive=false", "enabled=true name=third", "enabled=false name=third"],
    ]);

    public static TheoryData<string[]> WaysToRename => new(
    [
        ["enabled=true name=other"],
        ["enabled=true name=data", "enabled=true name=other"],
        ["enabled=true name=other archive=true", "enabled=true name=other"],
        ["enabled=false", "enabled=true name=other"],
    ]);

    [Theory]
    [MemberData(nameof(WaysToOptOut))]
    public void Opting_out_of_backups_and_archive_leaves_no_job_and_every_backup(string[] labels)
    {
        foreach (var progress in (int[])[0, 1, 2, 3])
        {
            var simulation = After(progress, labels);

            Assert.Empty(simulation.State.Longhorn.Jobs.Items);
            Assert.Equal(progress > 1 ? 1 : 0, simulation.State.Longhorn.Backups.Items.Count);
            Assert.Empty(simulation.State.Longhorn.Volumes[A.Key("longhorn-system/vol-1")]!.JobLabels);
        }
    }

    [Theory]
    [MemberData(nameof(WaysToRename))]
    public void Renaming_without_the_archive_leaves_one_job_and_every_backup(string[] labels)
    {
        foreach (var progress in (int[])[0, 1, 2, 3])
        {
            var simulation = After(progress, labels);

            var job = Assert.Single(simulation.State.Longhorn.Jobs.Items.Values);
            Assert.Equal(A.Job("backup-web-other", "web/data") with { Uid = job.Uid, ResourceVersion = job.ResourceVersion, Annotations = A.Labels("source-uid=uid-pvc-web/data") }, job);
            Assert.Equal(progress > 1 ? 1 : 0, simulation.State.Longhorn.Backups.Items.Count);
        }
    }

    // progress: nothing of the archive but the marks, a snapshot, a backup under way, a complete one.
    private static Simulation After(int progress, string[] labels)
    {
        var simulation = new Simulation(World.Of(A.Claim("web/data", Archived, "pv-1") with { Annotations = A.Labels("archive-requested-at=2026-11-23T11:00:00Z") }, A.Pv("pv-1", "vol-1"), A.Volume("vol-1")));
        Pass(simulation, progress == 0 ? change => change is not CreateSnapshot : _ => true);
        if (progress > 1)
        {
            foreach (var snapshot in simulation.State.Longhorn.Snapshots.Items.Values) simulation.Put(snapshot with { Ready = true });
            Pass(simulation, _ => true);
        }
        if (progress > 2)
        {
            foreach (var backup in simulation.State.Longhorn.Backups.Items.Values) simulation.Put(backup with { State = BackupState.Completed, ResourceVersion = simulation.Next() });
            Pass(simulation, _ => true);
        }
        foreach (var text in labels)
        {
            simulation.Put(simulation.State.Claims[A.Key("web/data")]! with { Labels = A.Labels(text), ResourceVersion = simulation.Next() });
            // An archive that goes on elsewhere makes no new objects here.
            for (var pass = 0; pass < 4; pass++) Pass(simulation, change => change is not (CreateSnapshot or CreateBackup));
        }
        return simulation;
    }

    private static void Pass(Simulation simulation, Func<Change, bool> made)
    {
        foreach (var change in Planner.Plan(simulation.State, EffectiveDefaults.BuiltIn, simulation.Now).Changes.Where(made)) simulation.Apply(change);
    }
}
