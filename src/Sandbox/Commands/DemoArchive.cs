using System.Globalization;
using static Sandbox.Commands.ArchiveChecks;
using static Sandbox.Commands.ClusterChecks;
using static Sandbox.Commands.UserRequest;

namespace Sandbox.Commands;

// The PVC postgres is archived and deleted, GitOps creates it again, and its archive is kept until a person deletes it. A production controller has no option to
// change its clock, and a demo is no reason to add one; so the demo changes the date in the label.
internal static class DemoArchive
{
    private const string Series = "{job=\"backup-shop-postgres\",namespace=\"shop\",pvc=\"postgres\"} 1";

    // The plain name is the archive's; this one ends in the SHA-256 of shop/postgres.
    private const string Successor = "backup-shop-postgres-18dd7ed1";

    // As it is in Git.
    private static readonly string[] Manifest = ["enabled=true", "archive=true", $"archive-delete-after={Day(30)}"];

    public static readonly IReadOnlyList<Step> Steps =
    [
        new("Archive a PVC", BeforeBackups(Apply("postgres", Manifest)),
            "its job is marked first, then a snapshot is made, and a full backup of it",
            JobKeepsArchive("postgres", complete: false), Snapshot("postgres"), Backup("postgres", "New"))
        {
            Note = "The Longhorn stand-in delays the backup.",
        },

        new("Delete it too early", Delete("postgres"),
            "refused: the archive isn't ready")
        {
            Refused = true,
            ExpectedOutput = ["the archive of this PVC is not ready", "backup.vluwte.nl/allow-delete=true"],
            Checks = [Phase("postgres", "Bound")],
        },

        new("Longhorn completes the backup", CompleteBackups,
            "the archive is ready, and the job names its backup",
            Backup("postgres", "Completed"), JobKeepsArchive("postgres", complete: true), OnlyMetric("backup_archive_ready" + Series)),

        new("Delete it now", Delete("postgres"),
            "the PVC is gone, its job is retained",
            NoClaim("postgres"), JobKeepsArchive("postgres", complete: true), LogContains("recurringjob backup-shop-postgres: retained"),
            NoMetric("backup_archive_ready{"), NoMetric("backup_archive_expired{")),

        new("GitOps creates it again", Apply("postgres", Manifest),
            "the new PVC gets a job of its own; the archive of the old one stays as it is",
            Phase("postgres", "Bound"), HasJobOfItsOwn("postgres", Successor),
            OnlyMetric($"backup_archive_ready{{job=\"{Successor}\",namespace=\"shop\",pvc=\"postgres\"}} 1"),
            JobKeepsArchive("postgres", complete: true), UntouchedSinceLastJob("postgres"))
        {
            ExpectedOutput = ["is kept: backup archive-"],
            Note = "Flux and Argo CD apply the same manifest again, seconds after the deletion.",
        },

        new("Its last day is over", LabelJob("postgres", $"archive-delete-after={Day(-1)}"),
            "a metric says so; job and backup stay",
            OnlyMetric("backup_archive_expired" + Series), JobKeepsArchive("postgres", complete: true), Backup("postgres", "Completed"))
        {
            Note = "The demo can't wait that long: it changes the date on the retained job, not the clock.",
        },

        new("Delete the retained job", DeleteJob("postgres"),
            "only now the job and the reminder are gone; the backup stays until somebody deletes it, too",
            NoJob("postgres"), NoMetric("backup_archive_expired{")),
    ];

    private static StepAction CompleteBackups => new(_ => "(Longhorn continues)", (trial, _) =>
    {
        trial.Longhorn.Resume(Behaviours.Backups);
        return Task.FromResult(new Reply(true, ""));
    });

    private static StepAction BeforeBackups(StepAction action) => action with
    {
        RunAsync = (trial, ct) =>
        {
            trial.Longhorn.Hold(Behaviours.Backups);
            return action.RunAsync(trial, ct);
        },
    };

    private static string Day(int fromToday) =>
        TimeProvider.System.GetUtcNow().AddDays(fromToday).ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
}
