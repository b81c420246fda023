using System.Diagnostics.CodeAnalysis;
using System.Text.Json;

namespace WebhookController.Kubernetes.Client;

// The object is valid until the next frame is read.
internal readonly record struct WatchFrame(WatchFrameType Type, JsonElement Object)
{
    public static WatchFrame Of(JsonElement frame)
    {
        if (frame.Find("object") is not { ValueKind: JsonValueKind.Object } content) throw new UnreadableFrameException("it has no object");
        return new WatchFrame(TypeOf(frame), content);
    }

    private static WatchFrameType TypeOf(JsonElement frame)
    {
        if (frame.Find("type") is not { ValueKind: JsonValueKind.String } type) throw new UnreadableFrameException("it has no type");
        return type switch
        {
            _ when type.ValueEquals("ADDED"u8) => WatchFrameType.Added,
            _ when type.ValueEquals("MODIFIED"u8) => WatchFrameType.Modified,
            _ when type.ValueEquals("DELETED"u8) => WatchFrameType.Deleted,
            _ when type.ValueEquals("BOOKMARK"u8) => WatchFrameType.Bookmark,
            _ when type.ValueEquals("ERROR"u8) => WatchFrameType.Error,
            _ => throw new UnreadableFrameException("its type is not known"),
        };
    }
}

internal enum WatchFrameType
{
    Added,
    Modified,
    Deleted,
    Bookmark,
    Error,
}

// Something happened to some object, but it is not known to which.
[SuppressMessage("Design", "CA1032", Justification = "It always has a reason.")]
[SuppressMessage("Design", "CA1064", Justification = "Nothing outside this application sees it.")]
internal sealed class UnreadableFrameException(string why, Exception? inner = null)
    : Exception($"A watch frame is unreadable: {why}.", inner);
