namespace Benchmarks.Hostile;

/// What is played, all of it against 127.0.0.1.
internal sealed class Attacks(Uri webhook, Uri metrics, int idle)
{
    private static readonly TimeSpan Trickle = TimeSpan.FromMilliseconds(500);

    public IReadOnlyList<Attack> All =>
    [
        new("8 callers, 8 MiB of labels each", 8, ct => PostAsync(Bodies.Labels, ct)),
        new("8 callers, 8 MiB of defaults each", 8, ct => PostAsync(Bodies.Defaults, ct)),
        new("16 callers that reset in mid-body", 16, BreakOffAsync),
        new("4 callers that send no review", 4, ct => PostAsync("{}"u8.ToArray(), ct)),
        new("400 slow handshakes", 400, ct => StallAsync(webhook, secure: false, "\u0016\u0003\u0001", ct)),
        new("400 slow headers", 400, ct => StallAsync(webhook, secure: true, "POST /validate HTTP/1.1\r\n", ct)),
        new("400 slow bodies", 400, ct => StallAsync(webhook, secure: true, RawClient.Head(5_000_000) + "{", ct)),
        new("200 slow headers on the metrics port", 200, ct => StallAsync(metrics, secure: false, "GET /metrics HTTP/1.1\r\n", ct)),
        Idle("", webhook),
        Idle(" on the metrics port", metrics),
    ];

    private Attack Idle(string where, Uri address)
    {
        var connected = 0;
        return new($"{idle:#,0} idle connections{where}", idle, ct => StayAsync(address, () => Interlocked.Increment(ref connected), ct))
        {
            IsEstablished = () => Volatile.Read(ref connected) >= idle,
        };
    }

    private async Task PostAsync(byte[] body, CancellationToken ct)
    {
        using var client = new RawClient();
        await client.ConnectAsync(webhook, ct);
        await client.SecureAsync(ct);
        await client.SendAsync(RawClient.Head(body.Length).Replace("\r\n\r\n", "\r\nConnection: close\r\n\r\n", StringComparison.Ordinal), ct);
        await client.SendAsync(body, ct);
        await client.EndAsync(ct);
    }

    private async Task BreakOffAsync(CancellationToken ct)
    {
        using var client = new RawClient();
        await client.ConnectAsync(webhook, ct);
        await client.SecureAsync(ct);
        await client.SendAsync(RawClient.Head(10_000) + "{\"kind\":", ct);
        client.Reset();
        await Task.Delay(TimeSpan.FromMilliseconds(50), ct);
    }

    // One byte now and then: enough that nobody can call it dead.
    private static async Task StallAsync(Uri address, bool secure, string beginning, CancellationToken ct)
    {
        using var client = new RawClient();
        await client.ConnectAsync(address, ct);
        if (secure) await client.SecureAsync(ct);
        await client.SendAsync(beginning, ct);
        while (true)
        {
            await Task.Delay(Trickle, ct);
            await client.SendAsync("x", ct);
        }
    }

    // Comes back only slowly: it is the number that counts, not the rate.
    private static async Task StayAsync(Uri address, Action connected, CancellationToken ct)
    {
        using var client = new RawClient();
        await client.ConnectAsync(address, ct);
        connected();
        try
        {
            await client.EndAsync(ct);
        }
        finally
        {
            await Task.Delay(TimeSpan.FromSeconds(10), ct);
        }
    }
}
