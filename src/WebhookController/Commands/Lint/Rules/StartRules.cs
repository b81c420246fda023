using System.Globalization;
using WebhookController.Commands.Lint.Manifests;
using WebhookController.Core.Cluster;
using WebhookController.Core.Labels;
using WebhookController.Core.Layers;
using WebhookController.Core.Scheduling;

namespace WebhookController.Commands.Lint.Rules;

// Points at start=auto where more jobs than are good for a cluster begin at once.
internal sealed class StartRules(LintState state)
{
    public IEnumerable<Finding> Check(ManifestObjects objects)
    {
        var defaults = EffectiveDefaults.After(null, objects.Defaults.LastOrDefault()?.ConfigMap);
        var (starts, all) = (new StartCounts(), new List<(Written Written, RunTimes Runs)>());
        foreach (var written in objects.Claims)
            foreach (var claim in written.Claims)
                if (state.All.ClaimIndex[claim.Key] is { } resolved && RunsOf(resolved, defaults) is { } runs)
                {
                    starts.Add(runs);
                    all.Add((written.Written, runs));
                }

        if (starts.Peak <= StartCounts.Crowded) yield break;
        var place = all.First(job => StartsAt(starts.PeakAt, job.Runs)).Written;
        yield return Finding.Warning(RuleNames.SharedStart, Text(starts), place, place.OfValue(state.All.Keys.Of(LabelTable.Start)));
    }

    private static string Text(StartCounts starts) => string.Create(CultureInfo.InvariantCulture,
        $"{starts.Peak} jobs start at {starts.PeakAt:HH:mm}: {LabelTable.Start.Name}={StartTime.AutoText} spreads them, on each PVC, its Namespace or in ConfigMap {DefaultsParser.ConfigMapName}");

    private RunTimes? RunsOf(ResolvedClaim claim, EffectiveDefaults defaults)
    {
        if (state.All.JobNameOf(claim) is not { } job) return null;
        var settings = defaults.Settings.OverriddenBy(claim.Layers.Settings(claim.Labels.Intent.Overrides, SettingsOverrides.None));
        return CronSchedule.Read(CronSchedule.Every(settings.Interval, settings.Start.For(job, settings.Interval)));
    }

    private static bool StartsAt(TimeOnly time, RunTimes runs) => (time - runs.First).Ticks % runs.Interval.Ticks == 0;
}
