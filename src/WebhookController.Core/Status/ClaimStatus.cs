using WebhookController.Core.Labels;
using WebhookController.Core.Objects;

namespace WebhookController.Core.Status;

/// <summary>How the labels of a Longhorn PVC are.</summary>
/// <param name="Claim">The PVC.</param>
/// <param name="Job">The job of ours that protects it now; null where none does.</param>
/// <param name="Violations">What is wrong with its labels.</param>
public sealed record ClaimStatus(ObjectKey Claim, string? Job, IReadOnlyList<Violation> Violations);

/// <summary>How a BackupTarget is.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Available">Whether Longhorn reaches it.</param>
public sealed record TargetStatus(string Name, bool Available);
