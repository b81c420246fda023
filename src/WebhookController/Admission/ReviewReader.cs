using System.Buffers;
using System.IO.Pipelines;
using System.Text.Json;

namespace WebhookController.Admission;

// Exactly one of the two is set.
internal readonly record struct ReadResult(AdmissionRequest? Request, Refusal? Refusal);

// Parses a large body while it arrives, a small one once it is there, and only the fields that we need.
internal static class ReviewReader
{
    private const int PathShown = 120;
    private const int KindShown = 63;

    // Throws IOException if the body doesn't arrive.
    public static async ValueTask<ReadResult> ReadAsync(HttpRequest http, CancellationToken cancellationToken)
    {
        try
        {
            var review = AdmissionGate.IsSmall(http)
                ? await ReadSmallAsync(http.BodyReader, (int)http.ContentLength!, cancellationToken)
                : await JsonSerializer.DeserializeAsync(http.BodyReader, AdmissionJson.Default.ReviewDto, cancellationToken);
            return Problem(review) is { } problem
                ? new(null, Refusal.BadRequest(problem))
                : new(new AdmissionRequest(review!.Request!), null);
        }
        catch (JsonException malformed)
        {
            var place = malformed.Path is { } path ? $" at {LogText.Sanitize(path, PathShown)}" : "";
            return new(null, Refusal.BadRequest($"the body is not a JSON AdmissionReview: it can't be read{place}"));
        }
    }

    // A body of a given length can't be framed badly: it can only end too early.
    public static bool IsBrokenOff(HttpRequest http, BadHttpRequestException unread) =>
        http.ContentLength is not null && unread.StatusCode == StatusCodes.Status400BadRequest;

    public static bool IsJson(string? contentType)
    {
        if (contentType is null) return false;
        var end = contentType.IndexOf(';', StringComparison.Ordinal);
        var mediaType = end < 0 ? contentType.AsSpan() : contentType.AsSpan(0, end);
        return mediaType.Trim().Equals("application/json", StringComparison.OrdinalIgnoreCase);
    }

    private static async ValueTask<ReviewDto?> ReadSmallAsync(PipeReader body, int length, CancellationToken cancellationToken)
    {
        var arrived = await body.ReadAtLeastAsync(length, cancellationToken);
        try
        {
            return Deserialize(arrived.Buffer);
        }
        finally
        {
            body.AdvanceTo(arrived.Buffer.End);
        }
    }

    // In one piece: to look for the seams of several takes the JSON reader longer than to copy them.
    private static ReviewDto? Deserialize(in ReadOnlySequence<byte> body)
    {
        if (body.IsSingleSegment) return JsonSerializer.Deserialize(body.FirstSpan, AdmissionJson.Default.ReviewDto);
        var piece = ArrayPool<byte>.Shared.Rent((int)body.Length);
        try
        {
            body.CopyTo(piece);
            return JsonSerializer.Deserialize(piece.AsSpan(0, (int)body.Length), AdmissionJson.Default.ReviewDto);
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(piece);
        }
    }

    private static string? Problem(ReviewDto? review)
    {
        if (review is not { ApiVersion: ReviewDto.Version, Kind: ReviewDto.ReviewKind })
            return $"the body must be an {ReviewDto.ReviewKind} of {ReviewDto.Version}";
        if (review.Request is not { } request) return "request is missing";
        if (string.IsNullOrEmpty(request.Uid)) return "request.uid is missing";
        if (AdmissionRequest.OutOfScope(request)) return null;
        if (AdmissionRequest.KindOf(request) == ReviewedKind.Other)
            return $"only PersistentVolumeClaims, Namespaces, StorageClasses and ConfigMaps of v1 are reviewed here, not {LogText.Sanitize(NameOf(request.Kind), KindShown)}";

        return AdmissionRequest.OperationOf(request) switch
        {
            Operation.Create => MissingIn("object", request.Object),
            Operation.Update => MissingIn("object", request.Object) ?? MissingIn("oldObject", request.OldObject),
            _ => request.OldObject is null ? null : MissingIn("oldObject", request.OldObject),
        };
    }

    private static string NameOf(KindDto? kind) => kind?.Kind ?? "an object without kind";

    private static string? MissingIn(string field, ReviewedObject? reviewed) => reviewed switch
    {
        null => $"request.{field} is missing",
        { Metadata: null } => $"request.{field}.metadata is missing",
        _ => null,
    };
}
