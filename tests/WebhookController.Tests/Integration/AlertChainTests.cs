using WebhookController.Tests.Integration.Support;
using WebhookController.Tests.Integration.Support.Alerting;

namespace WebhookController.Tests.Integration;

/// From a label to the message that somebody gets: API server, controller, Prometheus, Alertmanager, receiver. It runs alone: a controller
/// that other tests keep from answering for some seconds is reported as down.
[CollectionDefinition(nameof(AlertChainTests), DisableParallelization = true)]
[Collection(nameof(AlertChainTests))]
public sealed class AlertChainTests
{
    private static readonly (string, string)[] Media = [("enabled", "true"), ("name", "media")];
    private static readonly (string, string)[] Notes = [("enabled", "true"), ("name", "notes")];
    private static readonly (string, string)[] Wiki = [("enabled", "true"), ("name", "wiki"), ("retain", "0")];

    private static readonly (string Receiver, string Alert, string Claim)[] Story =
    [
        ("on-call", "BackupStale", "shop/media"),
        ("team", "BackupPVCInvalidLabels", "shop/wiki"),
        ("digest", "BackupArchiveReady", "shop/notes"),
    ];

    [Fact]
    public Task A_mistake_an_archive_and_a_stale_backup_are_sent_once_and_resolved_once()
    {
        AlertChain.SkipUnlessInstalled();
        // The world begins twelve hours ago: its objects, and the backups that are made in it, are as old.
        var world = new MovedClock();
        world.Move(TimeSpan.FromHours(-12));
        return Scenario.RunOnSandboxAsync(scenario => RunAsync(scenario, world), new ScenarioOptions { World = world });
    }

    private static async Task RunAsync(Scenario scenario, MovedClock world)
    {
        await BackedUpAsync(scenario, "media", Media);
        await BackedUpAsync(scenario, "notes", Notes);
        world.Move(TimeSpan.FromHours(12));
        await scenario.Longhorn.RunJobAsync("backup-shop-notes", TestContext.Current.CancellationToken);

        await using var chain = await AlertChain.StartAsync(scenario.Controller.MetricsAddress);
        // Nobody has registered the webhook yet.
        await scenario.CreateClaimAsync("shop", "wiki", Wiki);
        await scenario.LabelClaimAsync("shop", "notes", ("archive", "true"));
        foreach (var (receiver, alert, claim) in Story) await chain.SentAsync(new Notice(receiver, alert, "firing", claim));

        await scenario.RegisterWebhooksAsync();
        await scenario.LabelClaimAsync("shop", "wiki", ("retain", "5"));
        await scenario.Longhorn.RunJobAsync("backup-shop-media", TestContext.Current.CancellationToken);
        scenario.Archived.Add("backup-shop-notes");
        await scenario.DeleteClaimAsync("shop", "notes");
        foreach (var (receiver, alert, claim) in Story) await chain.SentAsync(new Notice(receiver, alert, "resolved", claim));

        await chain.QuietAsync();
        Assert.Equal(
            Story.SelectMany(sent => (string[])[$"{sent} firing", $"{sent} resolved"]).Order(),
            chain.Notices.Select(notice => $"{(notice.Receiver, notice.Alert, notice.Claim)} {notice.Status}").Order());
        Assert.All(chain.Notices, notice => Assert.Contains($"PVC {notice.Claim} ", notice.Description, StringComparison.Ordinal));
    }

    private static async Task BackedUpAsync(Scenario scenario, string name, (string, string)[] labels)
    {
        await scenario.CreateClaimAsync("shop", name, labels);
        await scenario.VolumeCarriesAsync("shop", name, $"backup-shop-{name}");
        await scenario.Longhorn.RunJobAsync($"backup-shop-{name}", TestContext.Current.CancellationToken);
    }
}
