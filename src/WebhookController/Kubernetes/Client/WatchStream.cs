using System.Buffers;
using System.IO.Pipelines;
using System.Runtime.CompilerServices;
using System.Text.Json;

namespace WebhookController.Kubernetes.Client;

// An open watch: one JSON object per line, until the server closes it. Lines are parsed in the read buffer, without a copy.
internal sealed class WatchStream(HttpResponseMessage response, int largestFrame) : IDisposable
{
    public async IAsyncEnumerable<WatchFrame> FramesAsync([EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var reader = PipeReader.Create(
            await response.Content.ReadAsStreamAsync(cancellationToken),
            new StreamPipeReaderOptions(bufferSize: 16 << 10));
        var searched = 0L;
        while (true)
        {
            var read = await reader.ReadAsync(cancellationToken);
            var rest = read.Buffer;
            while (TakeLine(ref rest, ref searched) is { } line)
            {
                if (line.IsEmpty) continue;
                using var document = Parse(line);
                yield return WatchFrame.Of(document.RootElement);
            }

            if (rest.Length > largestFrame) throw new UnreadableFrameException($"it is larger than {largestFrame} bytes");
            if (read.IsCompleted)
            {
                using var last = ParseLast(rest);
                if (last is not null) yield return WatchFrame.Of(last.RootElement);
                yield break;
            }

            reader.AdvanceTo(rest.Start, rest.End);
        }
    }

    public void Dispose() => response.Dispose();

    private static ReadOnlySequence<byte>? TakeLine(ref ReadOnlySequence<byte> buffer, ref long searched)
    {
        if (buffer.Slice(searched).PositionOf((byte)'\n') is not { } end)
        {
            searched = buffer.Length;
            return null;
        }

        var line = buffer.Slice(0, end);
        buffer = buffer.Slice(buffer.GetPosition(1, end));
        searched = 0;
        return line;
    }

    private static JsonDocument Parse(ReadOnlySequence<byte> line)
    {
        try
        {
            return JsonDocument.Parse(line);
        }
        catch (JsonException failure)
        {
            throw new UnreadableFrameException("it is not JSON", failure);
        }
    }

    // A last line without its end may still be complete; one that was cut off comes again with the next watch.
    private static JsonDocument? ParseLast(ReadOnlySequence<byte> line)
    {
        try
        {
            return line.IsEmpty ? null : JsonDocument.Parse(line);
        }
        catch (JsonException)
        {
            return null;
        }
    }
}
