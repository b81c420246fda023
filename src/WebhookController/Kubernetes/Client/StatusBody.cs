using System.Net;
using System.Text;
using System.Text.Json;

namespace WebhookController.Kubernetes.Client;

// Reads the body of an error: a Status object from the API server, or anything at all from a proxy in between.
internal static class StatusBody
{
    private const int LongestMessage = 1024;
    private const int LargestBody = 1 << 20;

    public static async Task<ApiException> ReadAsync(HttpResponseMessage response, CancellationToken cancellationToken)
    {
        var header = response.Headers.RetryAfter?.Delta;
        var body = await BodyAsync(response, cancellationToken);
        try
        {
            using var document = JsonDocument.Parse(body);
            return Failure(document.RootElement, response.StatusCode, header);
        }
        catch (JsonException)
        {
            return new ApiException(response.StatusCode, response.StatusCode.ToString(), OneLine(Encoding.UTF8.GetString(body)), header);
        }
    }

    public static ApiException Failure(JsonElement status, HttpStatusCode otherwise, TimeSpan? retryAfter = null)
    {
        var code = status.Find("code") is { ValueKind: JsonValueKind.Number } number && number.TryGetInt32(out var value)
            ? (HttpStatusCode)value
            : otherwise;
        return new ApiException(
            code,
            status.FindText("reason") ?? code.ToString(),
            OneLine(status.FindText("message") ?? code.ToString()),
            retryAfter ?? RetryAfter(status))
        {
            IsNamespaceTerminating = Causes(status).Contains("NamespaceTerminating"),
        };
    }

    private static IEnumerable<string?> Causes(JsonElement status) =>
        status.Find("details")?.Find("causes") is { ValueKind: JsonValueKind.Array } causes ? causes.EnumerateArray().Select(cause => cause.FindText("reason")) : [];

    private static TimeSpan? RetryAfter(JsonElement status) =>
        status.Find("details")?.Find("retryAfterSeconds") is { ValueKind: JsonValueKind.Number } seconds && seconds.TryGetInt32(out var value)
            ? TimeSpan.FromSeconds(value)
            : null;

    private static async Task<byte[]> BodyAsync(HttpResponseMessage response, CancellationToken cancellationToken)
    {
        try
        {
            await response.Content.LoadIntoBufferAsync(LargestBody, cancellationToken);
            return await response.Content.ReadAsByteArrayAsync(cancellationToken);
        }
        catch (Exception failure) when (failure is HttpRequestException or IOException)
        {
            // The status line is enough.
            return [];
        }
    }

    private static string OneLine(string message)
    {
        var line = string.Create(Math.Min(message.Length, LongestMessage), message, static (target, source) =>
        {
            for (var i = 0; i < target.Length; i++) target[i] = char.IsControl(source[i]) ? ' ' : source[i];
        });
        return message.Length > LongestMessage ? line + "…" : line;
    }
}
