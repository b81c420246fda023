namespace WebhookController.StatusPage;

internal sealed record StatusPageOptions
{
    // Whether the metrics port has a page for people, and its JSON.
    public bool Enabled { get; init; } = true;
}
