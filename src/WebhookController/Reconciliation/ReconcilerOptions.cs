namespace WebhookController.Reconciliation;

internal sealed record ReconcilerOptions
{
    // The longest time between two passes, whether or not anything changed.
    public TimeSpan Resync { get; init; } = TimeSpan.FromMinutes(5);

    // Print the plan and write nothing.
    public bool DryRun { get; init; }
}
