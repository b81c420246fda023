using WebhookController.Core.Cluster;
using WebhookController.Core.Labels;
using WebhookController.Core.Layers;
using WebhookController.Core.Objects;
using WebhookController.Core.Scheduling;

namespace WebhookController.Core.Planning;

/// <summary>Which settings the job of a PVC gets: what its labels say, else its layers of defaults; and rule 11, as lower retention is how backups
/// get deleted.</summary>
internal static class SettingsInForce
{
    private static readonly SettingsOverrides BuiltIn = BackupSettings.BuiltIn.ToOverrides();

    /// <summary>The settings for the job of <paramref name="claim"/>.</summary>
    /// <param name="claim">The PVC.</param>
    /// <param name="job">The job; null where it is yet to be made.</param>
    /// <param name="context">The cluster and the defaults.</param>
    public static BackupSettings For(ResolvedClaim claim, RecurringJob? job, PlanningContext context)
    {
        var settings = Settings(claim, KeptFor(claim, job, context), context.Defaults);
        var limits = context.State.Limits;
        if (job is null) return settings.Within(limits);

        // A ceiling that was lowered lowers no job. Longhorn refuses what is between that and what the job has.
        var has = job.Spec.Retain;
        var retain = limits.Refuse(settings.Retain) && limits.Refuse(has) ? has : settings.Within(limits).Retain;
        return settings with { Retain = context.HoldsRetention && IsLoweredByLayer(claim, has, retain) ? has : retain };
    }

    /// <summary>Whether <paramref name="after"/> is what the layers say, and less than <paramref name="before"/>: a PVC's own label may lower its retention.</summary>
    public static bool IsLoweredByLayer(ResolvedClaim claim, int before, int after) => after < before && claim.Labels.Intent.Overrides.Retain is null;

    /// <summary>Whether the job of <paramref name="claim"/> keeps settings that neither the PVC nor any layer says now.</summary>
    public static bool AreKept(ResolvedClaim claim, RecurringJob job, PlanningContext context) =>
        KeptFor(claim, job, context) is var kept && kept != SettingsOverrides.None
        && Starting(Settings(claim, kept, context.Defaults), job) != Starting(Settings(claim, SettingsOverrides.None, context.Defaults), job);

    // What it has is a time of day, whatever asked for that.
    private static BackupSettings Starting(BackupSettings settings, RecurringJob job) => settings with { Start = new(settings.Start.For(job.Key.Name, settings.Interval)) };

    /// <summary>Every layer of settings in its order: the first that speaks of one decides it. Where nobody knows whether a layer speaks, the job keeps what
    /// it has.</summary>
    public static IEnumerable<(SettingsOverrides Said, SettingSource Source)> InOrder(ResolvedClaim claim, SettingsOverrides kept, EffectiveDefaults defaults)
    {
        foreach (var layer in claim.Layers.InOrder(claim.Labels.Intent.Overrides, kept)) yield return layer;
        if (!defaults.IsLastKnownGood) yield return (kept, SettingSource.Job);
        yield return (defaults.Said, SettingSource.ConfigMap);
        yield return (BuiltIn, SettingSource.BuiltIn);
    }

    private static BackupSettings Settings(ResolvedClaim claim, SettingsOverrides kept, EffectiveDefaults defaults)
    {
        var said = claim.Labels.Intent.Overrides;
        if (defaults.IsLastKnownGood && claim.Layers.AreSilent) return defaults.Settings.OverriddenBy(said);
        foreach (var (layer, _) in InOrder(claim, kept, defaults)) said = said.Over(layer);
        return BackupSettings.BuiltIn.OverriddenBy(said);
    }

    // Where nobody says what the job was made with, it keeps that; through a rename, too.
    private static SettingsOverrides KeptFor(ResolvedClaim claim, RecurringJob? job, PlanningContext context)
    {
        if (context.Defaults.IsLastKnownGood && claim.Layers is { Namespace.AreSettingsKnown: true, StorageClass.AreSettingsKnown: true }) return SettingsOverrides.None;
        var model = job ?? (context.State.JobsOf(claim) is [var former, ..] ? former : null);
        return model is null ? SettingsOverrides.None : SettingsOfJob.Read(model.Spec);
    }
}
