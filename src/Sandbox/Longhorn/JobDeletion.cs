using System.Text.Json.Nodes;
using Sandbox.Api;

namespace Sandbox.Longhorn;

// Longhorn cleans up after a job only while it can still see it, which is in a foreground deletion: a job has no finalizer of its own.
// After any other deletion the labels stay on the volumes.
internal sealed class JobDeletion
{
    private readonly LonghornCluster _cluster;

    public JobDeletion(LonghornCluster cluster)
    {
        _cluster = cluster;
        cluster.Jobs.Changed += job =>
        {
            if (job.Deleting() && !cluster.Holds(Behaviours.JobLabels)) cluster.Queue.Add($"clean up {job.ObjectName()}", ct => CleanUpAsync(job, ct));
        };
    }

    private async Task CleanUpAsync(JsonObject job, CancellationToken ct)
    {
        await TryUnlabelAsync([.. Keys(job)], ct);
        if (await _cluster.Api.FindAsync(Collection.Jobs.At(job.ObjectName()), ct) is { } left && left.Deleting())
            await _cluster.ReleaseAsync(Collection.Jobs, left, Deletions.Foreground, ct);
    }

    // Writes every volume, whether or not it carries the job, and stops at the first that is refused: by then the job is gone.
    private async Task TryUnlabelAsync(IReadOnlyList<string> keys, CancellationToken ct)
    {
        try
        {
            foreach (var volume in _cluster.Volumes.All.OrderBy(volume => volume.ObjectName().Name, StringComparer.Ordinal)) await UnlabelAsync(volume, keys, ct);
        }
        catch (HttpRequestException)
        {
            return;
        }
    }

    private async Task UnlabelAsync(JsonObject volume, IReadOnlyList<string> keys, CancellationToken ct)
    {
        var labels = new JsonObject(keys.Select(key => KeyValuePair.Create(key, (JsonNode?)null)));
        if (_cluster.ClaimOf(volume) is { } claim && JobLabels.IsSource(claim)) await _cluster.PatchLabelsAsync(Collection.Claims, claim.ObjectName(), labels.Copy(), ct);
        if (!LinkedClones.Is(volume) && JobLabels.Of(volume).Keys.All(keys.Contains)) labels[JobLabels.DefaultGroup] = JobLabels.Enabled;
        await _cluster.PatchLabelsAsync(Collection.Volumes, volume.ObjectName(), labels, ct);
    }

    // The job itself, and the groups that no other job is in.
    private IEnumerable<string> Keys(JsonObject job)
    {
        var others = _cluster.Jobs.All.Where(other => other.ObjectName() != job.ObjectName()).SelectMany(other => other.Items("spec", "groups")).Select(group => group.Text());
        return job.Items("spec", "groups").Select(group => group.Text()).Except(others).Select(group => JobLabels.Group + group).Prepend(JobLabels.Job + job.ObjectName().Name);
    }
}
