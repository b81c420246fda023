using System.Net;
using System.Text.Json;
using WebhookController.Cache;
using WebhookController.Core.Objects;
using WebhookController.Core.Planning;
using WebhookController.Kubernetes.Client;
using WebhookController.LeaderElection;

namespace WebhookController.Reconciliation;

// The only one that changes anything in the cluster, and only within its term. What the API server answers goes into the cache at once, so that the next plan
// doesn't ask for the same again.
internal sealed class ClusterWriter(ApiClient api, ClusterCache cache, WatchedResources resources)
{
    public Task ApplyAsync(Change change, Term term) => ApplyAsync(change, api.FencedBy(term), term.Token);

    private Task ApplyAsync(Change change, ApiClient fenced, CancellationToken cancellationToken) => change switch
    {
        CreateJob create => PutAsync(resources.RecurringJobs,
            fenced.CreateAsync(resources.RecurringJobs.Path, create.Target.Namespace, ChangeBodies.Of(create), cancellationToken)),
        PatchJob patch => PutAsync(resources.RecurringJobs,
            fenced.MergePatchAsync(resources.RecurringJobs.Path, patch.Target, ChangeBodies.Of(patch), cancellationToken)),
        LabelVolume label => PutAsync(resources.LonghornVolumes,
            fenced.MergePatchAsync(resources.LonghornVolumes.Path, label.Target, ChangeBodies.Of(label), cancellationToken)),
        LabelClaim label => PutAsync(resources.Claims,
            fenced.MergePatchAsync(resources.Claims.Path, label.Target, ChangeBodies.Of(label), cancellationToken)),
        CreateSnapshot create => PutAsync(resources.ArchiveSnapshots,
            fenced.CreateAsync(resources.ArchiveSnapshots.Path, create.Target.Namespace, ChangeBodies.Of(create), cancellationToken)),
        CreateBackup create => PutAsync(resources.Backups,
            fenced.CreateAsync(resources.Backups.Path, create.Target.Namespace, ChangeBodies.Of(create), cancellationToken)),
        DeleteJob delete => DeleteAsync(delete, fenced, cancellationToken),
        _ => throw new ArgumentOutOfRangeException(nameof(change), change, "a change that nobody knows how to make"),
    };

    private async Task PutAsync<T>(WatchedResource<T> resource, Task<JsonDocument> write) where T : ClusterObject
    {
        using var answer = await write;
        new CacheUpdater<T>(cache, resource.Slot).Answer(resource.Decode(answer.RootElement));
    }

    private async Task DeleteAsync(DeleteJob delete, ApiClient fenced, CancellationToken cancellationToken)
    {
        var job = delete.Observed;
        try
        {
            var same = new Preconditions(job.Uid, job.ResourceVersion);
            using var answer = await fenced.DeleteAsync(resources.RecurringJobs.Path, job.Key, same, cancellationToken);
        }
        catch (ApiException gone) when (gone.StatusCode == HttpStatusCode.NotFound)
        {
            // Somebody else was faster, or our own earlier delete was never answered.
        }
        new CacheUpdater<RecurringJob>(cache, resources.RecurringJobs.Slot).Forget(job.Key, job.Uid);
    }
}
