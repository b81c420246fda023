using System.IO.Pipelines;
using System.Threading.RateLimiting;

namespace WebhookController.Admission;

// How many reviews may be under way at once. A small body is waited for without a permit: it costs its connection and 64 KiB, so slow
// callers keep nobody out. A large one needs a permit from its first byte on, since what it costs is memory; there are few of them, and
// slow callers keep out nothing but other large ones.
internal sealed class AdmissionGate : IDisposable
{
    public const int SmallBody = 64 * 1024;

    public const int LargeAtOnce = 4;
    public const int LargeWaiting = 4;
    private const int SmallAtOnce = 64;
    private const int SmallWaiting = 512;

    private readonly ConcurrencyLimiter _small = Limiter(SmallAtOnce, SmallWaiting);
    private readonly ConcurrencyLimiter _large = Limiter(LargeAtOnce, LargeWaiting);

    public static bool IsSmall(HttpRequest http) => http.ContentLength <= SmallBody;

    // The lease isn't acquired if the caller should come again later.
    public async ValueTask<RateLimitLease> EnterAsync(HttpRequest http, CancellationToken cancellationToken)
    {
        if (!IsSmall(http)) return await _large.AcquireAsync(1, cancellationToken);
        await ArriveAsync(http.BodyReader, (int)http.ContentLength!, cancellationToken);
        return await _small.AcquireAsync(1, cancellationToken);
    }

    public void Dispose()
    {
        _small.Dispose();
        _large.Dispose();
    }

    private static async Task ArriveAsync(PipeReader body, int length, CancellationToken cancellationToken)
    {
        if (length == 0) return;
        var arrived = await body.ReadAtLeastAsync(length, cancellationToken);
        body.AdvanceTo(arrived.Buffer.Start);
    }

    private static ConcurrencyLimiter Limiter(int atOnce, int waiting) => new(new ConcurrencyLimiterOptions
    {
        PermitLimit = atOnce,
        QueueLimit = waiting,
        QueueProcessingOrder = QueueProcessingOrder.OldestFirst,
    });
}
