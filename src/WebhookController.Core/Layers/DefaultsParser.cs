using WebhookController.Core.Labels;

namespace WebhookController.Core.Layers;

/// <summary>What the ConfigMap <c>backup-defaults</c> says.</summary>
/// <param name="Settings">The defaults it sets.</param>
/// <param name="AllowMassDeletion">The digest of the deletions that a person has agreed to, if any.</param>
/// <param name="Violations">Every key that couldn't be read.</param>
public sealed record ParsedDefaults(SettingsOverrides Settings, string? AllowMassDeletion, IReadOnlyList<Violation> Violations)
{
    /// <summary>The digest of the lowered retention that a person has agreed to, if any.</summary>
    public string? AllowLowerRetention { get; init; }
}

/// <summary>Reads the ConfigMap of defaults with the grammar of the labels.</summary>
public static class DefaultsParser
{
    /// <summary>The ConfigMap's name, in the controller's namespace.</summary>
    public const string ConfigMapName = "backup-defaults";

    /// <summary>The key that holds the digest of deletions a person has agreed to.</summary>
    public const string AllowMassDeletionKey = "allow-mass-deletion";

    /// <summary>The key that holds the digest of lowered retention a person has agreed to.</summary>
    public const string AllowLowerRetentionKey = "allow-lower-retention";

    private static readonly HashSet<string> Known = [.. LabelTable.WithDefaults.Select(row => row.Name), AllowMassDeletionKey, AllowLowerRetentionKey];

    /// <summary>Reads <paramref name="data"/>; keys are those of the label table without a prefix. A <c>retain</c> above Longhorn's ceiling is no mistake
    /// here: where it is new, admission refuses it.</summary>
    public static ParsedDefaults Parse(LabelSet data, Limits limits)
    {
        var reader = new ValueReader(key => data[key], row => row.Name, limits);
        var settings = reader.Settings();
        var unknown = 0;
        foreach (var (key, value) in data)
            if (!Known.Contains(key) && ++unknown <= LabelParser.UnknownNamed)
                reader.Add(UnknownKey.Violation(key, value, key, LabelTable.WithDefaults, prefix: ""));
        if (unknown > LabelParser.UnknownNamed) reader.Add(UnknownKey.Others(unknown - LabelParser.UnknownNamed, LabelTable.WithDefaults, prefix: ""));

        return new ParsedDefaults(settings, data[AllowMassDeletionKey], reader.Violations) { AllowLowerRetention = data[AllowLowerRetentionKey] };
    }
}
