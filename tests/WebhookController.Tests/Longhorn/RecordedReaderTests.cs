using System.Text.Json;
using WebhookController.Cache;
using WebhookController.Core.Labels;
using WebhookController.Core.Layers;
using WebhookController.Core.Objects;
using WebhookController.Tests.SandboxTests;

namespace WebhookController.Tests.Longhorn;

/// Longhorn's objects as a real API server served them; skipped where the recordings are missing.
public sealed class RecordedReaderTests
{
    private static readonly WatchedResources WatchedResources = new(LabelKeys.Default, "backup-controller", "longhorn-system", Exemptions.None);

    [Fact]
    public void A_complete_backup_is_a_success_of_its_volume()
    {
        var backup = WatchedResources.Backups.Decode(Read("backup-completed"));

        Assert.Equal((BackupState.Completed, 1_048_576, true), (backup.State, backup.Size, backup.IsArchive));
        Assert.StartsWith("pvc-", backup.Volume, StringComparison.Ordinal);
        Assert.Equal(new DateTimeOffset(2026, 11, 22, 21, 4, 55, TimeSpan.Zero), backup.Completed);
        Assert.Equal(backup.Completed, backup.Taken);
    }

    [Fact]
    public void A_backup_target_is_reached()
    {
        var target = WatchedResources.BackupTargets.Decode(Read("backuptarget-get"));

        Assert.Equal(("default", true, true), (target.Key.Name, target.HasUrl, target.Available));
    }

    [Fact]
    public void A_volume_in_use_has_nothing_in_its_way()
    {
        var volume = WatchedResources.LonghornVolumes.Decode(Read("volume-get"));

        Assert.Equal((false, false, false, "default"), (volume.Detached, volume.Faulted, volume.Restoring, volume.Target));
        Assert.Equal((null, null), (volume.LastBackupAt, volume.LastPodRefAt));
    }

    private static JsonElement Read(string name)
    {
        if (Recording.Folder() is not { } folder)
        {
            Assert.Skip("the recordings are missing");
            return default;
        }
        return JsonSerializer.SerializeToElement(Recording.Read(folder, name, new Dictionary<string, string>()).Body);
    }
}
