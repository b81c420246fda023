using System.Collections.Concurrent;
using System.Text.Json.Nodes;
using Sandbox.Api;

namespace Sandbox.Longhorn;

// With each backup Longhorn writes down in the target which jobs its volume has.
internal sealed class RecordedJobs
{
    private readonly ConcurrentDictionary<string, IReadOnlyList<RecordedJob>> _byVolume = [];

    public RecordedJobs(LonghornCluster cluster) => cluster.Backups.Changed += backup =>
    {
        if (Backups.HasEnded(backup) || cluster.Volumes.Find(cluster.Own(backup.Text("metadata", "labels", "backup-volume") ?? "")) is not { } volume) return;
        _byVolume[volume.ObjectName().Name] = [.. cluster.Jobs.All.Select(job => RecordedJob.Of(job, volume)).Where(job => job.Labels.Count > 0)];
    };

    public IReadOnlyList<RecordedJob> Of(string volume) => _byVolume.GetValueOrDefault(volume) ?? [];
}

// Labels: why the volume has the job.
internal sealed record RecordedJob(string Name, JsonObject Spec, IReadOnlyList<string> Labels)
{
    public static RecordedJob Of(JsonObject job, JsonObject volume)
    {
        var name = job.ObjectName().Name;
        var keys = job.Items("spec", "groups").Select(group => JobLabels.Group + group.Text()).Prepend(JobLabels.Job + name);
        return new RecordedJob(name, job["spec"]!.DeepClone().AsObject(), [.. keys.Where(key => volume.Text("metadata", "labels", key) == JobLabels.Enabled)]);
    }
}
