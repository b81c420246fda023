using System.Text.Json;

namespace WebhookController.Admission;

/// What came in: a request that can be answered, or the reason why not.
internal readonly record struct Received(AdmissionRequest? Request, Refusal? Refusal);

/// Reads the body as it arrives; what we don't need of it never becomes an object.
internal static class ReviewReader
{
    private const int PathShown = 120;

    public static async ValueTask<Received> ReadAsync(HttpRequest http)
    {
        if (!IsJson(http.ContentType)) return new(null, Refusal.UnsupportedMediaType);
        try
        {
            var review = await JsonSerializer.DeserializeAsync(http.BodyReader, AdmissionJson.Default.ReviewShape, http.HttpContext.RequestAborted);
            return Checked(review);
        }
        catch (JsonException malformed)
        {
            var place = malformed.Path is { } path ? $" at {Bounded.Text(path, PathShown)}" : "";
            return new(null, Refusal.BadRequest($"the body is not a JSON AdmissionReview: it can't be read{place}"));
        }
        catch (BadHttpRequestException unread)
        {
            return new(null, Refusal.Unread(unread.StatusCode));
        }
    }

    private static Received Checked(ReviewShape? review) => ReviewRules.Broken(review) is { } broken
        ? new(null, Refusal.BadRequest(broken))
        : new(new AdmissionRequest(review!.Request!), null);

    private static bool IsJson(string? contentType)
    {
        if (contentType is null) return false;
        var end = contentType.IndexOf(';', StringComparison.Ordinal);
        var mediaType = end < 0 ? contentType.AsSpan() : contentType.AsSpan(0, end);
        return mediaType.Trim().Equals("application/json", StringComparison.OrdinalIgnoreCase);
    }
}
