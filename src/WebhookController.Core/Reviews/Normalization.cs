using WebhookController.Core.Archive;
using WebhookController.Core.Cluster;
using WebhookController.Core.Labels;

namespace WebhookController.Core.Reviews;

/// <summary>What mutating admission makes of a PVC.</summary>
/// <param name="Review">What is said of it: refused for a value that the API server itself would refuse first, and then for all other mistakes, too.</param>
/// <param name="ArchiveRequestedAt">The annotation to set; null where it is right already, or none is wanted.</param>
public sealed record Normalized(Review Review, string? ArchiveRequestedAt)
{
    /// <summary>Nothing to say or to change.</summary>
    public static Normalized Nothing { get; } = new(Review.Allowed, null);
}

/// <summary>Notes which archive is asked for. Nothing else is ever written, labels least of all: their owner would take ours off again, and
/// defaults in them would keep a change of the ConfigMap from reaching the PVC.</summary>
public static class Normalization
{
    /// <summary>Refuses a start with a colon, with all other mistakes, and notes when an archive is asked for.</summary>
    public static Normalized Of(ClaimChange change, DateTimeOffset now)
    {
        if (change.After.Deleting || change.Scope == Scope.NotLonghorn) return Normalized.Nothing;
        if (HasNewColon(change)) return new Normalized(ClaimReview.Of(change), null);
        return RequestedAt(change, now) is { } text ? new Normalized(Review.Allowed, text) : Normalized.Nothing;
    }

    // The API server refuses a colon in a label with its regular expression; only mutating admission comes before it.
    private static bool HasNewColon(ClaimChange change) =>
        change.Sets(LabelTable.Start) && change.After.Labels[change.Keys.Of(LabelTable.Start)]!.Contains(':', StringComparison.Ordinal);

    private static string? RequestedAt(ClaimChange change, DateTimeOffset now)
    {
        if (!change.Intent.WantsArchive) return null;
        var (before, after) = (TextOf(change.Before), TextOf(change.After));
        if (change.WasIntent.WantsArchive) return after is null && ArchiveRequest.TimeOf(before) is not null ? before : null;

        // What somebody writes along with the label is meant; what was left from an earlier archive isn't.
        var written = after != before && ArchiveRequest.TimeOf(after) is not null;
        var stamp = ArchiveRequest.TextFor(now);
        return written || stamp == after ? null : stamp;

        string? TextOf(Objects.Claim? claim) => claim?.Annotations[change.Keys.ArchiveRequestedAt];
    }
}
