using System.Text.Json.Nodes;
using Sandbox;
using WebhookController.Core.Naming;
using WebhookController.Tests.Integration.Support;

namespace WebhookController.Tests.Integration.KillPoints;

/// What can happen to the PVC mon/grafana. Between them the stories have every write that the controller knows.
internal static class Stories
{
    private const string Job = "backup-mon-grafana";
    private const string RenamedJob = "backup-mon-renamed";
    private static readonly string SuccessorsJob = new JobNames(new("mon", "grafana"), "grafana").Derived;

    public static readonly IReadOnlyList<Story> All =
    [
        new("an opt-in, and another retain", OptIn(), Label("retain is 20", Retains(20), ("retain", "20"))),

        new("a rename", Label("the old job is gone", IsRenamed, ("name", "renamed"))) { Before = OptedInAsync, IsAlwaysProtected = true },

        new("a rename where Longhorn takes the job labels from the PVC", Label("the old job is gone", IsRenamed, ("name", "renamed")))
        {
            Before = async scenario =>
            {
                await scenario.CreateClaimAsync("mon", "grafana", ("enabled", "true"), ("name", "grafana"), ("recurring-job.longhorn.io/source", "enabled"));
                await scenario.VolumeCarriesAsync("mon", "grafana", Job);
            },
            IsAlwaysProtected = true,
        },

        new("an opt-out", Label("the job is gone", HasNoJob, ("enabled", "false"))) { Before = OptedInAsync },

        new("a deletion", Delete("the job is gone", HasNoJob)) { Before = OptedInAndRetainedAsync },

        new("an archive, and the deletion of its PVC", Archive(), Delete("the PVC is gone, and its volume is let go of", IsLetGo)) { Before = OptedInAndRetainedAsync },

        new("an archived PVC that is put back",
            Archive(),
            Delete("the PVC is gone, and its volume is let go of", IsLetGo),
            new(scenario => scenario.CreateClaimAsync("mon", "grafana", ("enabled", "true"), ("name", "grafana")), "the new volume carries a job of its own", Carries(SuccessorsJob)))
        {
            Before = OptedInAndRetainedAsync,
        },

        new("an archive that fails twice",
            Archive(scenario => scenario.Longhorn.FailNextSnapshot("the volume is faulted"), "the snapshot failed", Failed("snapshots", "error")),
            Later(TimeSpan.FromMinutes(6), scenario => scenario.Longhorn.FailNextBackup("no space left"), "the backup failed", Failed("backups", "error")),
            Later(TimeSpan.FromMinutes(11), _ => { }, "the archive is complete", IsArchived(Job)))
        {
            Before = OptedInAsync,
            IsAlwaysProtected = true,
        },

        new("an archive whose PVC goes before it is complete",
            Archive(scenario => scenario.Longhorn.Hold(Behaviours.Backups), "the backup is asked for", HasBackup),
            Delete("the PVC is gone", HasNoClaim),
            new(Resume, "the backup is complete", HasCompleteBackup))
        {
            Before = OptedInAndRetainedAsync,
        },

        new("an archive of a PVC that is renamed meanwhile",
            Archive(scenario => scenario.Longhorn.Hold(Behaviours.Backups), "the backup is asked for", HasBackup),
            Label("the volume carries the new job", Carries(RenamedJob), ("name", "renamed")),
            new(Resume, "the new job says that the archive is complete", IsArchived(RenamedJob)))
        {
            Before = OptedInAsync,
            IsAlwaysProtected = true,
        },

        new("an archive, and another one that is asked for on the PVC",
            Archive(),
            new(scenario => scenario.AskForArchiveAsync("mon", "grafana", "2026-02-05T08:00:00Z"), "the job says that the other one is complete", IsArchivedFor("2026-02-05T08:00:00Z")))
        {
            Before = async scenario =>
            {
                await OptedInAsync(scenario);
                await scenario.AskForArchiveAsync("mon", "grafana", "2026-01-05T08:00:00Z");
            },
            IsAlwaysProtected = true,
        },

        new("an archive label taken off again and opted out in one go",
            Archive(scenario => scenario.Longhorn.Hold(Behaviours.Backups), "the backup is asked for", HasBackup),
            Label("the job is gone", HasNoJob, ("archive", null), ("archive-delete-after", null), ("enabled", "false")))
        {
            Before = OptedInAsync,
        },

        new("an archive label taken off again, and an opt-out",
            Archive(),
            Label("the job is back to normal", IsNoArchive, ("archive", null), ("archive-delete-after", null)),
            Label("the job is gone", HasNoJob, ("enabled", "false")))
        {
            Before = OptedInAsync,
        },
    ];

    private static async Task OptedInAsync(Scenario scenario)
    {
        await scenario.CreateClaimAsync("mon", "grafana", ("enabled", "true"), ("name", "grafana"));
        await scenario.VolumeCarriesAsync("mon", "grafana", Job);
    }

    private static async Task OptedInAndRetainedAsync(Scenario scenario)
    {
        await OptedInAsync(scenario);
        await RetainVolumeAsync(scenario);
    }

    // Its volume stays: for the backup to come to its end, and to be let go of.
    private static async Task RetainVolumeAsync(Scenario scenario)
    {
        var pv = (await scenario.FindClaimAsync("mon", "grafana"))!["spec"]!["volumeName"]!.GetValue<string>();
        await scenario.Api.MergeAsync($"api/v1/persistentvolumes/{pv}", new JsonObject { ["spec"] = new JsonObject { ["persistentVolumeReclaimPolicy"] = "Retain" } });
    }

    private static Step OptIn() => new(
        scenario => scenario.CreateClaimAsync("mon", "grafana", ("enabled", "true"), ("name", "grafana")), "the volume carries the job", Carries(Job));

    private static Step Label(string end, Func<Scenario, Task<bool>> hasEnded, params (string Label, string? Value)[] labels) =>
        new(scenario => scenario.LabelClaimAsync("mon", "grafana", labels), end, hasEnded);

    private static Step Delete(string end, Func<Scenario, Task<bool>> hasEnded) => new(scenario => scenario.DeleteClaimAsync("mon", "grafana"), end, hasEnded);

    private static Step Archive() => Archive(_ => { }, "the archive is complete", IsArchived(Job));

    private static Step Archive(Action<Scenario> first, string end, Func<Scenario, Task<bool>> hasEnded) => new(scenario =>
    {
        first(scenario);
        return scenario.LabelClaimAsync("mon", "grafana", ("archive", "true"), ("archive-delete-after", "2099-07-11"));
    }, end, hasEnded);

    private static Step Later(TimeSpan by, Action<Scenario> first, string end, Func<Scenario, Task<bool>> hasEnded) => new(scenario =>
    {
        first(scenario);
        scenario.MoveClock(by);
        return Task.CompletedTask;
    }, end, hasEnded);

    private static Task Resume(Scenario scenario)
    {
        scenario.Longhorn.Resume(Behaviours.Backups);
        return Task.CompletedTask;
    }

    private static Func<Scenario, Task<bool>> Carries(string job) => async scenario =>
        Scenario.JobsOn(await scenario.VolumeOfAsync("mon", "grafana")).SequenceEqual([job]) && await scenario.FindJobAsync(job) is not null;

    private static Func<Scenario, Task<bool>> Retains(int backups) => async scenario =>
        (await scenario.FindJobAsync(Job))?["spec"]?["retain"]?.GetValue<int>() == backups;

    private static Func<Scenario, Task<bool>> IsArchived(string job) => async scenario =>
        (await scenario.FindJobAsync(job))?["metadata"]?["annotations"]?[Objects.Key("archive-backup")] is not null;

    private static async Task<bool> HasCompleteBackup(Scenario scenario) =>
        (await Archives.ListAsync(scenario, "backups")).Any(backup => backup["status"]?["state"]?.GetValue<string>() == "Completed");
    private static Func<Scenario, Task<bool>> IsArchivedFor(string request) => async scenario =>
        (await scenario.FindJobAsync(Job))?["metadata"]?["annotations"] is { } marks && marks[Objects.Key("archive-request")]?.GetValue<string>() == request
        && marks[Objects.Key("archive-backup")]?.GetValue<string>() == $"archive-{marks[Objects.Key("archive-id")]}";

    private static Func<Scenario, Task<bool>> Failed(string resource, string field) => async scenario =>
        (await scenario.Api.ListAsync(Api.Longhorn + resource)).Any(item => item["status"]?[field]?.GetValue<string>() is { Length: > 0 });

    private static async Task<bool> IsRenamed(Scenario scenario) => await Carries(RenamedJob)(scenario) && await HasNoJob(scenario);

    private static async Task<bool> HasNoJob(Scenario scenario) => await scenario.FindJobAsync(Job) is null;

    private static async Task<bool> HasNoClaim(Scenario scenario) => await scenario.FindClaimAsync("mon", "grafana") is null;

    private static async Task<bool> IsLetGo(Scenario scenario) => await HasNoClaim(scenario)
        && (await scenario.Api.ListAsync($"{Api.Longhorn}volumes")).All(volume => !Scenario.JobsOn(volume).Any());

    private static async Task<bool> HasBackup(Scenario scenario) => (await scenario.Api.ListAsync($"{Api.Longhorn}backups")).Count > 0;

    private static async Task<bool> IsNoArchive(Scenario scenario) =>
        (await scenario.FindJobAsync(Job))?["metadata"]?["labels"]?[Objects.Key("archive")] is null;
}
