using System.Security.Cryptography;
using System.Text.Json.Nodes;
using System.Web;
using Sandbox.Api;
using Sandbox.Store;

namespace Sandbox.Longhorn;

// A Volume with spec.fromBackup is restored by itself; where that is asked for, the jobs it had come back, too.
internal sealed class Restores
{
    private const string Prefix = "restored-recurring-job-";

    private readonly LonghornCluster _cluster;
    private readonly RecordedJobs _recorded;

    public Restores(LonghornCluster cluster)
    {
        _cluster = cluster;
        _recorded = new RecordedJobs(cluster);
        cluster.Volumes.Changed += volume =>
        {
            var name = volume.ObjectName();
            if (volume.Text("spec", "fromBackup") is null or "" || volume.Deleting()) return;
            if (!volume.Flag("status", "restoreInitiated")) cluster.Queue.Add($"restore {name}", ct => BeginAsync(name, ct));
            else if (volume.Flag("status", "restoreRequired") && !cluster.Holds(Behaviours.Restores))
                cluster.Queue.AddLater($"end the restore of {name}", cluster.Options.BackupDelay, ct => EndAsync(name, ct));
        };
    }

    // As the UI does, with the jobs.
    public async Task CreateAsync(string backup, string volume, CancellationToken ct)
    {
        var found = await _cluster.Api.FindAsync(Collection.Backups.At(_cluster.Own(backup)), ct) ?? throw new ArgumentException($"There is no Backup {backup}", nameof(backup));
        await _cluster.Api.CreateAsync(Collection.Volumes.In(_cluster.Options.Namespace), ObjectShapes.RestoredVolume(_cluster.Own(volume), found.Text("status", "url") ?? ""), ct);
    }

    private async Task BeginAsync(ObjectName name, CancellationToken ct)
    {
        if (_cluster.Volumes.Find(name) is not { } volume || volume.Flag("status", "restoreInitiated")) return;
        if (await BringsJobsBackAsync(volume, ct)) await BringJobsBackAsync(volume, ct);
        await _cluster.PatchStatusAsync(Collection.Volumes, name, new JsonObject
        {
            ["state"] = "attached", ["robustness"] = "healthy", ["restoreInitiated"] = true, ["restoreRequired"] = true, ["lastBackup"] = "", ["lastBackupAt"] = "",
        }, ct);
    }

    private async Task EndAsync(ObjectName name, CancellationToken ct)
    {
        if (!_cluster.Holds(Behaviours.Restores))
            await _cluster.PatchStatusAsync(Collection.Volumes, name, new JsonObject { ["state"] = "detached", ["restoreRequired"] = false }, ct);
    }

    // Jobs that someone has given the volume already are not overridden.
    private async Task<bool> BringsJobsBackAsync(JsonObject volume, CancellationToken ct) => volume.Text("spec", "restoreVolumeRecurringJob") switch
    {
        "enabled" => true,
        "disabled" => false,
        _ => JobLabels.Of(volume).Keys.All(key => key == JobLabels.DefaultGroup)
            && (await _cluster.Api.FindAsync(Collection.Settings.At(_cluster.Own("restore-volume-recurring-jobs")), ct)).Text("value") == "true",
    };

    private async Task BringJobsBackAsync(JsonObject volume, CancellationToken ct)
    {
        var source = HttpUtility.ParseQueryString(volume.Text("spec", "fromBackup")!.Split('?')[^1])["volume"] ?? "";
        // Before the jobs come back the volume has none.
        var labels = new JsonObject();
        if (JobLabels.Of(volume).Count == 0) labels[JobLabels.DefaultGroup] = JobLabels.Enabled;
        foreach (var job in _recorded.Of(source))
        {
            var name = await BringBackAsync(job, ct);
            foreach (var key in job.Labels) labels[key == JobLabels.Job + job.Name ? JobLabels.Job + name : key] = JobLabels.Enabled;
        }

        if (labels.Count > 0) await _cluster.PatchLabelsAsync(Collection.Volumes, volume.ObjectName(), labels, ct);
    }

    // Where the name has another job, an equal one that was brought back earlier is used, or one of a new name.
    private async Task<string> BringBackAsync(RecordedJob job, CancellationToken ct)
    {
        var there = await _cluster.Api.FindAsync(Collection.Jobs.At(_cluster.Own(job.Name)), ct);
        if (there is not null && JsonNode.DeepEquals(there["spec"], job.Spec)) return job.Name;
        if (there is null) return await CreateAsync(job.Name, job.Spec.Copy(), ct);
        var equal = _cluster.Jobs.All.Select(other => other.ObjectName().Name).FirstOrDefault(name => name.StartsWith(Prefix, StringComparison.Ordinal)
            && JsonNode.DeepEquals(_cluster.Jobs.Find(_cluster.Own(name))?["spec"], Renamed(job, name)));
        if (equal is not null) return equal;
        var another = Prefix + Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(8));
        return await CreateAsync(another, Renamed(job, another), ct);
    }

    private async Task<string> CreateAsync(string name, JsonObject spec, CancellationToken ct)
    {
        await _cluster.Api.CreateAsync(Collection.Jobs.In(_cluster.Options.Namespace), ObjectShapes.Resource("RecurringJob", _cluster.Own(name), spec), ct);
        return name;
    }

    private static JsonObject Renamed(RecordedJob job, string name)
    {
        var spec = job.Spec.Copy();
        spec["name"] = name;
        return spec;
    }
}
