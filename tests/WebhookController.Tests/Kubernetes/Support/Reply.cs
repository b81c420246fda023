using System.IO.Compression;
using System.Text;
using System.Threading.Channels;
using Microsoft.AspNetCore.Http;

namespace WebhookController.Tests.Kubernetes.Support;

internal static class Reply
{
    // Headers, and then nothing.
    public static readonly RequestDelegate Silence = Stalled("");

    // Not even headers.
    public static readonly RequestDelegate Nothing = context => UntilAborted(context);

    public static readonly RequestDelegate Reset = context =>
    {
        context.Abort();
        return Task.CompletedTask;
    };

    public static RequestDelegate Json(string body) => async context =>
    {
        context.Response.ContentType = "application/json";
        await context.Response.WriteAsync(body);
    };

    public static RequestDelegate Page(string resourceVersion, string? next, params string[] items) => Json(
        $$$"""{"kind":"List","metadata":{"resourceVersion":"{{{resourceVersion}}}","continue":"{{{next}}}"},"items":[{{{string.Join(',', items)}}}]}""");

    public static RequestDelegate Status(int code, string reason, string message = "no", int? retryAfter = null) => async context =>
    {
        context.Response.StatusCode = code;
        if (retryAfter is not null) context.Response.Headers.RetryAfter = $"{retryAfter}";
        await context.Response.WriteAsync(Things.Status(code, reason, message));
    };

    // What a namespace that is being deleted answers to a request to make something in it.
    public static async Task Terminating(HttpContext context)
    {
        context.Response.StatusCode = 403;
        await context.Response.WriteAsync("""
            {"kind":"Status","apiVersion":"v1","metadata":{},"status":"Failure","message":"events.events.k8s.io \"e\" is forbidden: unable to create new content in namespace mon because it is being terminated","reason":"Forbidden","details":{"name":"e","group":"events.k8s.io","kind":"events","causes":[{"reason":"NamespaceTerminating","message":"namespace mon is being terminated","field":"metadata.namespace"}]},"code":403}
            """);
    }

    public static RequestDelegate Frames(params string[] frames) =>
        Json(string.Concat(frames.Select(frame => frame + "\n")));

    public static RequestDelegate FramesThenSilence(params string[] frames) =>
        Stalled(string.Concat(frames.Select(frame => frame + "\n")));

    public static RequestDelegate FramesThenReset(params string[] frames) => async context =>
    {
        await context.Response.WriteAsync(string.Concat(frames.Select(frame => frame + "\n")));
        await context.Response.Body.FlushAsync();
        context.Abort();
    };

    public static RequestDelegate Live(ChannelReader<string> frames) => async context =>
    {
        await context.Response.Body.FlushAsync();
        await foreach (var frame in frames.ReadAllAsync(context.RequestAborted))
        {
            await context.Response.WriteAsync(frame + "\n");
            await context.Response.Body.FlushAsync();
        }
    };

    public static RequestDelegate Stalled(string beginning) => async context =>
    {
        await context.Response.WriteAsync(beginning);
        await context.Response.Body.FlushAsync();
        await UntilAborted(context);
    };

    public static RequestDelegate Gzipped(string body) => async context =>
    {
        context.Response.Headers.ContentEncoding = "gzip";
        await using var zip = new GZipStream(context.Response.Body, CompressionLevel.Fastest);
        await zip.WriteAsync(Encoding.UTF8.GetBytes(body));
    };

    private static async Task UntilAborted(HttpContext context)
    {
        var aborted = new TaskCompletionSource();
        await using var registration = context.RequestAborted.Register(() => aborted.TrySetResult());
        await aborted.Task;
    }
}
