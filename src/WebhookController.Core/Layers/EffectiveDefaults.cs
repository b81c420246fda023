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
    /// <summary>What an empty ConfigMap says.</summary>
    public static EffectiveDefaults BuiltIn { get; } = new(BackupSettings.BuiltIn, null, []);

    /// <summary>What holds without a ConfigMap: nobody says, or says any more, what existing jobs were made with.</summary>
    public static EffectiveDefaults WithoutConfigMap { get; } = BuiltIn with { IsLastKnownGood = false };

    /// <summary>Whether the settings are those that a person chose. They aren't where there is no ConfigMap, nor where it had a mistake already when it
    /// was first read: then they are for new jobs only, and jobs that exist keep what their PVCs don't set themselves.</summary>
    public bool IsLastKnownGood { get; init; } = true;

    /// <summary>Which settings the ConfigMap speaks of, as far as it is followed.</summary>
    public SettingsOverrides Said { get; init; } = SettingsOverrides.None;

    /// <summary>The digest of the lowered retention that a person has agreed to; null where there is none.</summary>
    public string? AllowLowerRetention { get; init; }

    /// <summary>The deletions agreed to that an earlier plan found: as long as the digest is there, what is left of them
    /// goes ahead, too.</summary>
    public Consent? Agreed { get; init; }

    /// <summary>The same for lowered retention.</summary>
    public Consent? AgreedRetention { get; init; }

    /// <summary>The defaults after the ConfigMap was read as <paramref name="configMap"/> (null = there is none). One with a mistake leaves the last
    /// good ones in force. Longhorn's ceiling makes no mistake of a default: jobs are kept within it.</summary>
    /// <param name="lastGood">The defaults so far; null right after the start.</param>
    /// <param name="configMap">The ConfigMap, or null.</param>
    public static EffectiveDefaults After(EffectiveDefaults? lastGood, ConfigMap? configMap)
    {
        if (configMap is null) return WithoutConfigMap;
        var parsed = DefaultsParser.Parse(configMap.Data, Limits.Unknown);
        var isGood = parsed.Violations.Count == 0;
        var kept = !isGood && lastGood is { IsLastKnownGood: true };
        return new EffectiveDefaults(kept ? lastGood!.Settings : BackupSettings.BuiltIn.OverriddenBy(parsed.Settings), parsed.AllowMassDeletion, parsed.Violations)
        {
            IsLastKnownGood = isGood || kept,
            Said = kept ? lastGood!.Said : parsed.Settings,
            AllowLowerRetention = parsed.AllowLowerRetention,
        };
    }
}

/// <summary>A person's consent to exactly these changes of jobs.</summary>
/// <param name="Digest">The digest that was agreed to.</param>
/// <param name="Items">What identifies the changes: the uids of jobs to be deleted; uid and new value of those that will keep fewer backups.</param>
public sealed record Consent(string Digest, IReadOnlySet<string> Items);
