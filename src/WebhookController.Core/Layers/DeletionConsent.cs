namespace WebhookController.Core.Layers;

/// <summary>A person's consent to exactly these deletions.</summary>
/// <param name="Digest">The digest that was agreed to.</param>
/// <param name="Uids">The uids of the jobs.</param>
public sealed record DeletionConsent(string Digest, IReadOnlySet<string> Uids);
