namespace WebhookController.Core.Labels;

/// <summary>What Longhorn itself allows, as its Settings say.</summary>
/// <param name="MaxRetain">The Setting <c>recurring-job-max-retention</c>: the most backups a job may keep. Null where that can't be read:
/// nothing is refused, violated or capped for a ceiling that nobody knows.</param>
public sealed record Limits(int? MaxRetain)
{
    /// <summary>Longhorn's own defaults, where it has no such Setting.</summary>
    public static Limits Default { get; } = new(MaxRetain: 100);

    /// <summary>Settings that can't be read.</summary>
    public static Limits Unknown { get; } = new(MaxRetain: null);

    /// <summary>Whether Longhorn refuses a job that keeps so many backups; it checks that on every change of the job, whatever changes.</summary>
    public bool Refuse(int retain) => retain > MaxRetain;
}
