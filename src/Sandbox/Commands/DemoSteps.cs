using System.Text.Json.Nodes;
using static Sandbox.Commands.ClusterChecks;
using static Sandbox.Commands.UserRequest;

namespace Sandbox.Commands;

// The main job from opt-in to a restart, and then the archive. The PVCs wiki and media are opted in before; grafana and scratch have no
// labels.
internal static class DemoSteps
{
    public static readonly IReadOnlyList<Step> All =
    [
        new("Opt a PVC in, without a name", Label("grafana", "enabled=true"),
            "a RecurringJob called after the PVC appears, the volume has its label, and nothing is written on the PVC",
            Job("grafana", "30 0/4 * * ?", retain: 8), VolumeHasJobLabel("grafana"), OnlyLabels("grafana", "enabled=true")),

        new("A new PVC, opted in by its manifest", BeforeBinding(Apply("postgres", "enabled=true")),
            "the job is there before the PVC is bound",
            Job("postgres", "30 0/4 * * ?", retain: 8), Phase("postgres", "Pending")),

        new("It is bound", Bind,
            "now its volume has the label of the job",
            Phase("postgres", "Bound"), VolumeHasJobLabel("postgres")),

        new("Override start, interval and retain", Label("grafana", "start=0530", "interval=6", "retain=14"),
            "the job follows",
            Job("grafana", "30 5/6 * * ?", retain: 14)),

        new("A start with a colon", PatchLabels("grafana", "start=00:30"),
            "refused, with the right form")
        {
            Refused = true,
            ExpectedOutput = ["backup.vluwte.nl/start=00:30", "use 0030, not 00:30"],
            Checks = [LabelIs("grafana", "start", "0530"), Job("grafana", "30 5/6 * * ?", retain: 14)],
            Note = "kubectl label itself rejects 00:30, because a label may not contain a colon; a patch or a manifest reaches the controller.",
        },

        new("An interval that doesn't divide a day", Label("grafana", "interval=5"),
            "refused, with the values that are allowed")
        {
            Refused = true,
            ExpectedOutput = ["backup.vluwte.nl/interval=5", "1, 2, 3, 4, 6, 8, 12 or 24"],
            Checks = [LabelIs("grafana", "interval", "6")],
        },

        new("Three mistakes at once", Label("wiki", "retain=0", "interval=7", "start=2460"),
            "refused, all three in one answer")
        {
            Refused = true,
            ExpectedOutput = ["3 backup labels", "backup.vluwte.nl/retain=0", "backup.vluwte.nl/interval=7", "backup.vluwte.nl/start=2460"],
            Checks = [LabelIs("wiki", "retain", null), Job("wiki", "30 0/4 * * ?", retain: 8)],
        },

        new("A name that is taken", Label("wiki", "name=grafana"),
            "refused, naming the PVC that has it")
        {
            Refused = true,
            ExpectedOutput = ["backup.vluwte.nl/name=grafana", "shop/grafana"],
            Checks = [LabelIs("wiki", "name", null)],
        },

        new("A key with a typo", Label("wiki", "intervall=6"),
            "refused, with the key that was meant")
        {
            Refused = true,
            ExpectedOutput = ["backup.vluwte.nl/intervall=6", "did you mean backup.vluwte.nl/interval?"],
            Checks = [LabelIs("wiki", "intervall", null)],
        },

        new("Opt out", Label("media", "enabled=false"),
            "a warning, and the job is gone",
            NoJob("media"), VolumeHasNoJobLabel("media"))
        {
            ExpectedOutput = ["Warning: ", "job backup-shop-media"],
        },

        new("A PVC without labels", Scrape("backup_pvc_violation"),
            "reported on /metrics, and no other PVC",
            OnlyMetric("backup_pvc_violation{condition=\"missing_enabled_label\",namespace=\"shop\",pvc=\"scratch\"} 1")),

        new("Other defaults", PatchDefaults(new JsonObject { ["data"] = new JsonObject { ["start"] = "0215", ["retain"] = "12" } }),
            "every job follows, except for values that its PVC sets",
            Job("wiki", "15 2/4 * * ?", retain: 12), Job("postgres", "15 2/4 * * ?", retain: 12),
            Job("grafana", "30 5/6 * * ?", retain: 14)),

        new("Opt a whole namespace in", LabelNamespace("enabled=true"),
            "the PVC without labels has a job now, and keeps being without labels; media, which opts out itself, has none",
            Job("scratch", "15 2/4 * * ?", retain: 12), VolumeHasJobLabel("scratch"), LabelIs("scratch", "enabled", null), NoJob("media"),
            NoMetric("backup_pvc_violation{"))
        {
            ExpectedOutput = ["Warning: Namespace shop: 1 PVC gets a job"],
        },

        new("Spread the starts", LabelNamespace("start=auto"),
            "each job starts at a minute of its own, except where its PVC sets the start",
            Job("wiki", "26 1/4 * * ?", retain: 12), Job("postgres", "56 3/4 * * ?", retain: 12), Job("scratch", "40 1/4 * * ?", retain: 12),
            Job("grafana", "30 5/6 * * ?", retain: 14), OnlyMetric("backup_schedule_peak_starts 1"))
        {
            Note = "The minute follows from the job's name: it is the same for ever, through the restart below, too.",
        },

        new("The controller is killed", Kill,
            "its jobs and the labels of their volumes stay",
            ControllerIs(ready: false), OnlyJobsOf("grafana", "postgres", "scratch", "wiki"), VolumeHasJobLabel("wiki"))
        {
            Note = "failurePolicy changes to Ignore, the chart's default: with Fail nobody could create a PVC now.",
        },

        new("A PVC is opted in meanwhile", Apply("orders", "enabled=true", "retain=30"),
            "accepted and bound, but no job is created",
            Phase("orders", "Bound"), NoJob("orders")),

        new("The controller is started again", Restart,
            "it catches up: two writes for the new PVC, nothing lost, nothing written twice",
            Job("orders", "46 2/4 * * ?", retain: 30), VolumeHasJobLabel("orders"), OnlyJobsOf("grafana", "orders", "postgres", "scratch", "wiki"),
            OnlyWrites("create recurringjobs", "patch volumes"), ControllerIs(ready: true)),

        .. DemoArchive.Steps,
    ];

    private static StepAction Bind => new(_ => "(the storage provisioner has created its volume)", (trial, _) =>
    {
        trial.Longhorn.Resume(Behaviours.Binding);
        return Task.FromResult(new Reply(true, ""));
    });

    private static StepAction Kill => new(trial => $"$ kill -9 {trial.Controller!.Id}", async (trial, ct) =>
    {
        await trial.RegisterWebhookAsync("Ignore", ct);
        await trial.Controller!.KillAsync();
        return new(true, "");
    });

    private static StepAction Restart => new(_ => "$ dotnet WebhookController.dll run …", async (trial, ct) =>
    {
        await trial.RestartAsync(ct);
        await trial.RegisterWebhookAsync("Fail", ct);
        return new(true, "");
    });

    private static StepAction BeforeBinding(StepAction action) => action with
    {
        RunAsync = (trial, ct) =>
        {
            trial.Longhorn.Hold(Behaviours.Binding);
            return action.RunAsync(trial, ct);
        },
    };

    private static StepAction Scrape(string metric) => new(
        trial => $"$ curl -s {trial.Controller!.Metrics}metrics | grep ^{metric}",
        async (trial, ct) => new(true, string.Join('\n', await trial.Controller!.ScrapeAsync(metric, ct))));
}
