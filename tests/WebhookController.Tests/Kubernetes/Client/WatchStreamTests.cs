using System.Text;
using WebhookController.Kubernetes.Client;
using WebhookController.Tests.Kubernetes.Support;

namespace WebhookController.Tests.Kubernetes.Client;

public sealed class WatchStreamTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(1)]
    [InlineData(7)]
    [InlineData(100_000)]
    public async Task Frames_are_found_however_the_bytes_arrive(int bytesAtATime)
    {
        var big = Things.Json("a", 1, new string('x', 50_000));
        var text = $"{Things.Added(big)}\n\n{Things.Bookmark(5)}\n{Things.Deleted(big)}\n";
        using var stream = Stream(text, bytesAtATime);

        var types = new List<WatchFrameType>();
        await foreach (var frame in stream.FramesAsync(Cancel)) types.Add(frame.Type);

        Assert.Equal([WatchFrameType.Added, WatchFrameType.Bookmark, WatchFrameType.Deleted], types);
    }

    [Fact]
    public async Task A_frame_without_end_is_given_up_on()
    {
        using var stream = Stream(new string('x', 100_000), 1000, largestFrame: 50_000);

        var failure = await Assert.ThrowsAsync<UnreadableFrameException>(() => ReadAllAsync(stream));

        Assert.Equal("A watch frame is unreadable: it is larger than 50000 bytes.", failure.Message);
    }

    [Fact]
    public async Task A_frame_lives_only_until_the_next_is_read()
    {
        using var stream = Stream($"{Things.Added(Things.Json("a", 1))}\n{Things.Bookmark(5)}\n", 4096);
        await using var frames = stream.FramesAsync(Cancel).GetAsyncEnumerator(Cancel);
        await frames.MoveNextAsync();
        var kept = frames.Current.Object;

        await frames.MoveNextAsync();

        Assert.Throws<ObjectDisposedException>(() => kept.GetProperty("color"));
    }

    private static async Task ReadAllAsync(WatchStream stream)
    {
        await foreach (var frame in stream.FramesAsync(Cancel)) Assert.NotEqual(WatchFrameType.Error, frame.Type);
    }

    private static WatchStream Stream(string text, int bytesAtATime, int largestFrame = 1 << 20) => new(
        new HttpResponseMessage { Content = new StreamContent(new Trickle(Encoding.UTF8.GetBytes(text), bytesAtATime)) }, largestFrame);

    private sealed class Trickle(byte[] bytes, int bytesAtATime) : MemoryStream(bytes)
    {
        public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default) =>
            base.ReadAsync(buffer[..Math.Min(bytesAtATime, buffer.Length)], cancellationToken);
    }
}
