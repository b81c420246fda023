using WebhookController.Core.Objects;

namespace WebhookController.Core.Status;

/// <summary>How the archive of a PVC is; the PVC may be gone.</summary>
/// <param name="Claim">The PVC; where it is gone, as source labels tell it.</param>
/// <param name="Job">The job that keeps the archive.</param>
public sealed record ArchiveStatus(ObjectKey Claim, string Job)
{
    /// <summary>The backup is complete, and the PVC can go.</summary>
    public bool Ready { get; init; }

    /// <summary>The last attempt failed, or the PVC went before any was complete.</summary>
    public bool Failed { get; init; }

    /// <summary>The PVC is gone, and the job stays.</summary>
    public bool Retained { get; init; }

    /// <summary>Its last day is over: a person may delete it.</summary>
    public bool Expired { get; init; }

    /// <summary>What a person should know of it: the error where it failed, else how far it is; null where there is nothing.</summary>
    public string? Detail { get; init; }

    /// <summary>How one that failed goes on, in words that follow "it"; null where the PVC is gone.</summary>
    public string? Outlook { get; init; }
}
