using WebhookController.Tests.Integration.Support;
using WebhookController.Tests.SandboxTests;
using Eventually = WebhookController.Tests.Integration.Support.Eventually;

namespace WebhookController.Tests.Integration;

/// What a person at a terminal reads.
public sealed class KubectlTests
{
    private const string Manifest =
        """
        apiVersion: v1
        kind: PersistentVolumeClaim
        metadata: {name: grafana, namespace: mon, labels: {LABELS}}
        spec: {accessModes: [ReadWriteOnce], storageClassName: longhorn, resources: {requests: {storage: 1Gi}}}
        """;

    private static readonly ScenarioOptions WithWebhooks = new() { RegistersWebhooks = true };

    [Fact]
    public Task Label_opts_a_pvc_in_and_out() => RunAsync(async (scenario, kubectl) =>
    {
        await kubectl.RunAsync("label pvc grafana -n mon backup.vluwte.nl/enabled=true backup.vluwte.nl/name=grafana");
        await scenario.VolumeCarriesAsync("mon", "grafana", "backup-mon-grafana");

        var text = await kubectl.RunAsync("label pvc grafana -n mon --overwrite backup.vluwte.nl/enabled=false");

        Assert.Contains("Warning: mon/grafana: job backup-mon-grafana is deleted; it has no backups", text, StringComparison.Ordinal);
        await scenario.JobIsGoneAsync("backup-mon-grafana");
    });

    [Fact]
    public Task Label_with_a_mistake_says_what_is_allowed() => RunAsync(async (_, kubectl) =>
    {
        var text = await kubectl.RunAsync("label pvc grafana -n mon backup.vluwte.nl/enabled=true backup.vluwte.nl/interval=5", exitCode: 1);

        Assert.Contains("backup.vluwte.nl/interval=5 is not allowed: use 1, 2, 3, 4, 6, 8, 12 or 24", text, StringComparison.Ordinal);
    });

    [Fact]
    public Task Apply_with_a_colon_in_start_is_refused_in_our_words() => RunAsync(async (_, kubectl) =>
    {
        var manifest = Manifest.Replace("LABELS", """backup.vluwte.nl/enabled: "true", backup.vluwte.nl/start: "00:30" """, StringComparison.Ordinal);

        var text = await kubectl.RunAsync("apply -f -", manifest, exitCode: 1);

        Assert.Contains("backup.vluwte.nl/start=00:30 is not allowed: use 0030, not 00:30", text, StringComparison.Ordinal);
    });

    [Fact]
    public Task Edit_and_patch_are_reviewed_like_everything_else() => RunAsync(async (scenario, kubectl) =>
    {
        await kubectl.RunAsync("label pvc grafana -n mon backup.vluwte.nl/enabled=true backup.vluwte.nl/retain=5");
        await kubectl.RunAsync("edit pvc grafana -n mon", editor: "sed -i s/retain:.*/retain:\\ \\\"9\\\"/");
        await Eventually.HoldsAsync("retain is 9", async () =>
            await scenario.FindJobAsync("backup-mon-grafana") is { } job && job["spec"]!["retain"]!.GetValue<int>() == 9);

        var text = await kubectl.RunAsync(
            """patch pvc grafana -n mon -p "{\"metadata\":{\"labels\":{\"backup.vluwte.nl/retain\":\"0\"}}}" """, exitCode: 1);

        Assert.Contains("backup.vluwte.nl/retain=0 is not allowed", text, StringComparison.Ordinal);
    });

    [Fact]
    public Task Edit_with_a_mistake_says_what_is_allowed() => RunAsync(async (_, kubectl) =>
    {
        await kubectl.RunAsync("label pvc grafana -n mon backup.vluwte.nl/enabled=true backup.vluwte.nl/retain=5");

        var text = await kubectl.RunAsync("edit pvc grafana -n mon", exitCode: 1, editor: "sed -i s/retain:.*/retain:\\ \\\"0\\\"/");

        Assert.Contains("backup.vluwte.nl/retain=0 is not allowed: use a whole number from 1 to 100", text, StringComparison.Ordinal);
    });

    private static Task RunAsync(Func<Scenario, Kubectl, Task> test)
    {
        Kubectl.SkipUnlessInstalled();
        return Scenario.RunAsync(async scenario =>
        {
            await scenario.CreateClaimAsync("mon", "grafana");
            // From here on, changes come from kubectl.
            scenario.Announcements.Forget();
            using var kubectl = new Kubectl(scenario.Kubeconfig);
            await test(scenario, kubectl);
        }, WithWebhooks);
    }
}
