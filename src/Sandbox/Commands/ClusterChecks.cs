using System.Text.Json.Nodes;
using Sandbox.Api;
using Sandbox.Longhorn;

namespace Sandbox.Commands;

// Checks of the cluster and the controller. They never rely on the output of a command.
internal static class ClusterChecks
{
    // Long enough to notice an extra write.
    private static readonly TimeSpan Quiet = TimeSpan.FromSeconds(1.5);

    public static Check Job(string claim, string cron, int retain) => async (trial, ct) =>
    {
        var job = await trial.Api.FindAsync(Claims.JobPathOf(claim), ct);
        return job is null
            ? new(false, $"there is no RecurringJob {Claims.JobOf(claim)}")
            : new(job.Text("spec", "cron") == cron && job.Number("spec", "retain") == retain,
                $"RecurringJob {Claims.JobOf(claim)}: cron {job.Text("spec", "cron")}, retain {job.Number("spec", "retain")}");
    };

    public static Check NoJob(string claim) => async (trial, ct) =>
    {
        var job = await trial.Api.FindAsync(Claims.JobPathOf(claim), ct);
        return new(job is null, $"there is {(job is null ? "no" : "a")} RecurringJob {Claims.JobOf(claim)}");
    };

    public static Check Phase(string claim, string phase) => async (trial, ct) =>
    {
        var now = (await trial.ClaimAsync(claim, ct)).Text("status", "phase") ?? "absent";
        return new(now == phase, $"PVC {claim} is {now}");
    };

    public static Check LabelIs(string claim, string label, string? value) => async (trial, ct) =>
    {
        var now = (await trial.ClaimAsync(claim, ct)).Text("metadata", "labels", Claims.Prefix + label);
        return new(now == value, now is null ? $"PVC {claim} has no label {label}" : $"PVC {claim} has {label}={now}");
    };

    // The PVC has these labels under our prefix, and no others.
    public static Check OnlyLabels(string claim, params string[] expected) => async (trial, ct) =>
    {
        var labels = (await trial.ClaimAsync(claim, ct))?["metadata"]?["labels"]?.AsObject() ?? [];
        var ours = labels.Where(label => label.Key.StartsWith(Claims.Prefix, StringComparison.Ordinal))
            .Select(label => $"{label.Key[Claims.Prefix.Length..]}={label.Value}").Order().ToList();
        return new(ours.SequenceEqual(expected.Order()), $"PVC {claim} has the labels {string.Join(", ", ours)}, and no others of ours");
    };

    public static Check VolumeHasJobLabel(string claim) => Volume(claim, expected: true);

    public static Check VolumeHasNoJobLabel(string claim) => Volume(claim, expected: false);

    // These PVCs have a job, and no other PVC has one.
    public static Check OnlyJobsOf(params string[] claims) => async (trial, ct) =>
    {
        var list = await trial.Api.FindAsync(Collection.Jobs.In(Claims.LonghornNamespace), ct);
        var names = list.Items("items").Select(job => job.Text("metadata", "name")!).Order().ToList();
        return new(names.SequenceEqual(claims.Select(Claims.JobOf).Order()), $"RecurringJobs: {string.Join(", ", names)}");
    };

    // This is the only series of its name.
    public static Check OnlyMetric(string series) => async (trial, ct) =>
    {
        var name = series[..series.AsSpan().IndexOfAny('{', ' ')];
        var lines = await trial.Controller!.ScrapeAsync(name, ct);
        return new(lines.SequenceEqual([series]), $"{lines.Count} series of {name}");
    };

    public static Check NoMetric(string name) => async (trial, ct) =>
    {
        var lines = await trial.Controller!.ScrapeAsync(name, ct);
        return new(lines.Count == 0, lines.Count == 0 ? $"no series of {name.TrimEnd('{')}" : string.Join(", ", lines));
    };

    public static Check LogContains(string text) => (trial, _) =>
    {
        var line = trial.Controller!.LogTail(100).LastOrDefault(line => line.Contains(text, StringComparison.Ordinal));
        return Task.FromResult(new CheckResult(line is not null, line is null ? $"the log doesn't say \"{text}\"" : $"the log says \"{text}\""));
    };

    public static Check ControllerIs(bool ready) => async (trial, ct) =>
    {
        var now = trial.Controller!.Id != 0 && await trial.Controller.IsReadyAsync(ct);
        return new(now == ready, now ? $"the controller is ready (pid {trial.Controller.Id})" : "the controller doesn't answer");
    };

    // The only writes since the last start, and no more follow.
    public static Check OnlyWrites(params string[] writes) => async (trial, ct) =>
    {
        var before = trial.WritesSinceStart();
        if (before.Count >= writes.Length) await Task.Delay(Quiet, TimeProvider.System, ct);
        var now = trial.WritesSinceStart().Select(write => $"{write.Verb} {write.Resource}").ToList();
        return new(now.SequenceEqual(writes), $"{now.Count} writes since the start: {string.Join(", ", now)}");
    };

    private static Check Volume(string claim, bool expected) => async (trial, ct) =>
    {
        var volume = await trial.VolumeAsync(claim, ct);
        if (volume is null) return new(false, $"PVC {claim} has no volume yet");
        var key = JobLabels.Job + Claims.JobOf(claim);
        var carries = volume.Text("metadata", "labels", key) == "enabled";
        return new(carries == expected, $"volume {Short(volume)} {(carries ? $"carries {key}=enabled" : $"doesn't carry {key}")}");
    };

    private static string Short(JsonObject volume) => $"{volume.Text("metadata", "name")![..12]}…";
}
