using System.Net;
using System.Text.Json;
using WebhookController.Core.Objects;
using WebhookController.Core.Planning;
using WebhookController.Kubernetes.Cache;
using WebhookController.Kubernetes.Client;
using WebhookController.LeaderElection;

namespace WebhookController.Reconciliation;

/// The only one that changes anything in the cluster, and only within its term. What the API server answers goes into the cache at once, so that the next plan
/// doesn't ask for the same again.
internal sealed class ClusterWriter(ApiClient api, ClusterCache cache, Kinds kinds)
{
    public Task ApplyAsync(Change change, Term term) => ApplyAsync(change, api.FencedBy(term), term.Token);

    private Task ApplyAsync(Change change, ApiClient fenced, CancellationToken cancellationToken) => change switch
    {
        CreateJob create => PutAsync(kinds.RecurringJobs,
            fenced.CreateAsync(kinds.RecurringJobs.Path, create.Target.Namespace, ChangeBodies.Of(create), cancellationToken)),
        PatchJob patch => PutAsync(kinds.RecurringJobs,
            fenced.MergePatchAsync(kinds.RecurringJobs.Path, patch.Target, ChangeBodies.Of(patch), cancellationToken)),
        LabelVolume label => PutAsync(kinds.LonghornVolumes,
            fenced.MergePatchAsync(kinds.LonghornVolumes.Path, label.Target, ChangeBodies.Of(label), cancellationToken)),
        LabelClaim label => PutAsync(kinds.Claims,
            fenced.MergePatchAsync(kinds.Claims.Path, label.Target, ChangeBodies.Of(label), cancellationToken)),
        CreateSnapshot create => PutAsync(kinds.ArchiveSnapshots,
            fenced.CreateAsync(kinds.ArchiveSnapshots.Path, create.Target.Namespace, ChangeBodies.Of(create), cancellationToken)),
        CreateBackup create => PutAsync(kinds.Backups,
            fenced.CreateAsync(kinds.Backups.Path, create.Target.Namespace, ChangeBodies.Of(create), cancellationToken)),
        DeleteJob delete => DeleteAsync(delete, fenced, cancellationToken),
        _ => throw new ArgumentOutOfRangeException(nameof(change), change, "a change that nobody knows how to make"),
    };

    private async Task PutAsync<T>(Kind<T> kind, Task<JsonDocument> write) where T : ClusterObject
    {
        using var answer = await write;
        new KindSink<T>(cache, kind.Slot).Answer(kind.Decode(answer.RootElement));
    }

    private async Task DeleteAsync(DeleteJob delete, ApiClient fenced, CancellationToken cancellationToken)
    {
        var job = delete.Observed;
        try
        {
            var same = new Preconditions(job.Uid, job.ResourceVersion);
            using var answer = await fenced.DeleteAsync(kinds.RecurringJobs.Path, job.Key, same, cancellationToken);
        }
        catch (ApiException gone) when (gone.StatusCode == HttpStatusCode.NotFound)
        {
            // Somebody else was faster, or our own earlier delete was never answered.
        }
        new KindSink<RecurringJob>(cache, kinds.RecurringJobs.Slot).Forget(job.Key, job.Uid);
    }
}
