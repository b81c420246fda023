namespace WebhookController.Core.Labels;

/// <summary>What Longhorn itself allows, as its Settings say.</summary>
/// <param name="MaxRetain">The Setting <c>recurring-job-max-retention</c>: the most backups a job may keep.</param>
public sealed record Limits(int MaxRetain)
{
    /// <summary>Longhorn's own defaults, for as long as its Settings can't be read.</summary>
    public static Limits Default { get; } = new(MaxRetain: 100);
}
