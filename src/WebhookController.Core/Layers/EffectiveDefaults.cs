using WebhookController.Core.Labels;
using WebhookController.Core.Objects;
using WebhookController.Core.Scheduling;

namespace WebhookController.Core.Layers;

/// <summary>The defaults in force.</summary>
/// <param name="Settings">What a PVC gets where its labels say nothing.</param>
/// <param name="AllowMassDeletion">The digest of deletions that a person has agreed to; null where there is none.</param>
/// <param name="Violations">What is wrong with the ConfigMap; empty where it is in force as it is.</param>
public sealed record EffectiveDefaults(BackupSettings Settings, string? AllowMassDeletion, IReadOnlyList<Violation> Violations)
{
    /// <summary>What holds without a ConfigMap.</summary>
    public static EffectiveDefaults BuiltIn { get; } = new(BackupSettings.BuiltIn, null, []);

    /// <summary>Whether the settings are those that a person chose. They aren't after a start with a ConfigMap that can't be read: jobs
    /// that exist then keep their schedules, since the defaults they were made with aren't known.</summary>
    public bool IsLastKnownGood { get; init; } = true;

    /// <summary>Whether these are what a ConfigMap said that is gone. Other defaults than these may keep fewer backups, and Longhorn deletes what is
    /// beyond: that a ConfigMap went says nothing of such a wish.</summary>
    public bool SourceDeleted { get; init; }

    /// <summary>Whether they are what the ConfigMap says, or what holds where there never was one.</summary>
    public bool Followed => IsLastKnownGood && !SourceDeleted && Violations.Count == 0;

    /// <summary>The deletions agreed to that an earlier plan found: as long as the digest is there, what is left of them
    /// goes ahead, too.</summary>
    public DeletionConsent? Agreed { get; init; }

    /// <summary>The defaults after the ConfigMap was read as <paramref name="configMap"/> (null = there is none). One with a mistake, or one that
    /// goes, leaves the last good defaults in force.</summary>
    /// <param name="lastGood">The defaults so far; null right after the start.</param>
    /// <param name="configMap">The ConfigMap, or null.</param>
    /// <param name="limits">What Longhorn allows.</param>
    public static EffectiveDefaults After(EffectiveDefaults? lastGood, ConfigMap? configMap, Limits limits)
    {
        if (configMap is null) return KeepAfterDeletion(lastGood);
        var parsed = DefaultsParser.Parse(configMap.Data, limits);
        if (parsed.Violations.Count > 0 && lastGood is { IsLastKnownGood: true })
            return lastGood with { AllowMassDeletion = parsed.AllowMassDeletion, Violations = parsed.Violations, SourceDeleted = false };

        return new EffectiveDefaults(BackupSettings.BuiltIn.OverriddenBy(parsed.Settings), parsed.AllowMassDeletion, parsed.Violations)
        {
            IsLastKnownGood = parsed.Violations.Count == 0,
        };
    }

    private static EffectiveDefaults KeepAfterDeletion(EffectiveDefaults? lastGood) => lastGood is { IsLastKnownGood: true } && lastGood.Settings != BackupSettings.BuiltIn
        ? lastGood with { AllowMassDeletion = null, Violations = [], SourceDeleted = true }
        : BuiltIn;
}

/// <summary>A person's consent to exactly these deletions.</summary>
/// <param name="Digest">The digest that was agreed to.</param>
/// <param name="Uids">The uids of the jobs.</param>
public sealed record DeletionConsent(string Digest, IReadOnlySet<string> Uids);
