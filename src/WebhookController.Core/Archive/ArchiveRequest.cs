using WebhookController.Core.Labels;
using WebhookController.Core.Objects;

namespace WebhookController.Core.Archive;

/// <summary>Which archive a PVC asks for. A text tells it: the time at which the label <c>archive</c> became true, or at which a person asked again.
/// It is on the PVC, and on the job whose archive was made for it: another text asks for another archive. A PVC without one asks for nothing new.</summary>
/// <param name="Series">What all attempts for the PVC have in common.</param>
/// <param name="Text">The text; null where the PVC asks for no other archive than the one that it has, or gets.</param>
public sealed record ArchiveRequest(string Series, string? Text)
{
    // By so much may the clock of the replica that wrote the text be ahead of the one that started the archive.
    private static readonly TimeSpan Tolerance = TimeSpan.FromSeconds(5);

    /// <summary>When a text that lies in the future will count; null where there is none.</summary>
    internal DateTimeOffset? CountsFrom { get; private init; }

    /// <summary>What <paramref name="claim"/> asks for. A text that is no time, or in the future, asks for nothing.</summary>
    public static ArchiveRequest Of(Claim claim, LabelKeys keys, DateTimeOffset now)
    {
        var (series, text) = (ArchiveId.FirstOf(claim.Uid).Series, claim.Annotations[keys.ArchiveRequestedAt]);
        return TimeOf(text) is { } at
            ? new(series, PlausibleTime.At(at, now) is null ? null : text) { CountsFrom = PlausibleTime.From(at, now) }
            : new(series, null);
    }

    /// <summary>Any archive of the PVC that this is an attempt for.</summary>
    public static ArchiveRequest AnyOf(ArchiveId id) => new(id.Series, null);

    /// <summary>The time in a text; null where it holds none, so that it asks for nothing.</summary>
    public static DateTimeOffset? TimeOf(string? text) => LonghornTime.Read(text);

    /// <summary>The text for what is asked for now.</summary>
    public static string TextFor(DateTimeOffset now) => LonghornTime.Write(now);

    /// <summary>Its first attempt.</summary>
    public ArchiveId First => new ArchiveId(Series, 1).FirstFor(Text);

    /// <summary>Whether the archive in a job's annotations is the one asked for. One that names no request counts if it was started since: the job
    /// was written by a version that didn't note requests.</summary>
    public bool IsFor(ArchiveAnnotations annotations)
    {
        if (annotations.Id?.Series != Series) return false;
        if (Text is null || annotations.Request == Text) return true;
        return annotations.Request is null && annotations.StartedAt >= TimeOf(Text) - Tolerance;
    }
}
