using WebhookController.Core.Cluster;
using WebhookController.Core.Labels;
using WebhookController.Core.Layers;
using WebhookController.Core.Naming;
using WebhookController.Core.Objects;

namespace WebhookController.Tests.Integration.Support;

/// Invariants between one look at the cluster and a later one, both taken while nothing was under way.
internal sealed class Looks
{
    // As the design has it, and not as the program does.
    private const int FewBackups = 10;
    private const int Quarter = 4;

    private readonly Dictionary<string, (LabelSet Labels, LabelSet Annotations)> _records = [];
    private readonly Dictionary<string, (int Retain, bool OwnLabel)> _retain = [];

    public void Take(ClusterState state)
    {
        if (!state.CanPlan) return;
        List<RecurringJob> managed = [.. state.Longhorn.Jobs.Items.Values.Where(job => JobOwnership.IsManaged(job, state.Keys))];
        RecordsStayAsTheyAre(managed.Where(job => JobOwnership.IsArchive(job, state.Keys)), state);
        NoRetentionIsLoweredWithoutConsent(managed, state);
    }

    // I2: also when another PVC has come back under that name by now.
    private void RecordsStayAsTheyAre(IEnumerable<RecurringJob> archives, ClusterState state)
    {
        foreach (var job in archives)
        {
            if (_records.TryGetValue(job.Uid, out var record))
                Assert.True(record.Labels.Equals(job.Labels) && record.Annotations.Equals(job.Annotations), $"I2: {job.Key.Name} is an archive whose PVC is gone, and was changed");
            else if (IsGone(job, state))
                _records[job.Uid] = (job.Labels, job.Annotations);
        }
    }

    private static bool IsGone(RecurringJob job, ClusterState state) => JobOwnership.SourceOf(job, state.Keys) is { } source
        && state.Claims.Unknown.IsEmpty && !state.Claims.Items.Values.Any(claim => SourceLabels.KeyOf(claim.Key) == source);

    // I14: a PVC's own label may lower it; for a layer above that would cost many backups somebody has to agree.
    private void NoRetentionIsLoweredWithoutConsent(IEnumerable<RecurringJob> jobs, ClusterState state)
    {
        var (atStake, all) = (0, 0);
        foreach (var job in jobs)
        {
            var (backups, own) = (state.Longhorn.Backups.Items.Values.Count(backup => backup.Job == job.Key.Name && backup.State == BackupState.Completed), HasOwnLabel(job, state));
            all += backups;
            if (_retain.TryGetValue(job.Uid, out var before) && !before.OwnLabel && !own && job.Spec.Retain < before.Retain) atStake += Math.Max(0, backups - job.Spec.Retain);
            _retain[job.Uid] = (job.Spec.Retain, own);
        }
        var agreed = state.ConfigMaps.Items.Values.Any(map => map.Data[DefaultsParser.AllowLowerRetentionKey] is not null);
        Assert.True(agreed || atStake <= FewBackups || atStake * Quarter <= all, $"I14: lowered defaults put {atStake} of {all} backups at stake, and nobody agreed");
    }

    private static bool HasOwnLabel(RecurringJob job, ClusterState state) => JobOwnership.SourceOf(job, state.Keys) is { } source
        && state.Claims.Items.Values.Any(claim => SourceLabels.KeyOf(claim.Key) == source && claim.Labels[state.Keys.Of(LabelTable.Retain)] is not null);
}
