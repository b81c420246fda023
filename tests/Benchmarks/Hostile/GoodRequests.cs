using System.Net.Http.Headers;
using Benchmarks.Report;

namespace Benchmarks.Hostile;

/// What the good requests had while something went on. Rate: answered with 200, a second.
internal sealed record GoodResult(double Rate, double P50Milliseconds, double P99Milliseconds, int Failed)
{
    public static GoodResult Of(IReadOnlyCollection<double> milliseconds, int failed, TimeSpan time) => milliseconds.Count == 0
        ? new(0, double.NaN, double.NaN, failed)
        : new(milliseconds.Count / time.TotalSeconds, Percentiles.Median(milliseconds), Percentiles.Of(milliseconds, 99), failed);
}

/// Reviews at a steady pace over kept connections, as an API server sends them, each given up after three seconds.
internal sealed class GoodRequests(Func<HttpClient> connect, byte[] body)
{
    private const int Callers = 4;
    private static readonly TimeSpan Pace = TimeSpan.FromMilliseconds(20);
    private static readonly TimeSpan Timeout = TimeSpan.FromSeconds(3);

    public async Task<GoodResult> RunAsync(TimeSpan time, CancellationToken ct)
    {
        var results = await Task.WhenAll(Enumerable.Range(0, Callers).Select(_ => CallAsync(time, ct)));
        return GoodResult.Of([.. results.SelectMany(result => result.Milliseconds)], results.Sum(result => result.Failed), time);
    }

    private async Task<(List<double> Milliseconds, int Failed)> CallAsync(TimeSpan time, CancellationToken ct)
    {
        using var client = connect();
        using var pace = new PeriodicTimer(Pace);
        var (milliseconds, failed, started) = (new List<double>(), 0, TimeProvider.System.GetTimestamp());
        while (TimeProvider.System.GetElapsedTime(started) < time)
        {
            await pace.WaitForNextTickAsync(ct);
            var asked = TimeProvider.System.GetTimestamp();
            if (await AskAsync(client, ct)) milliseconds.Add(TimeProvider.System.GetElapsedTime(asked).TotalMilliseconds);
            else failed++;
        }

        return (milliseconds, failed);
    }

    private async Task<bool> AskAsync(HttpClient client, CancellationToken ct)
    {
        using var timeout = new CancellationTokenSource(Timeout);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(timeout.Token, ct);
        using var content = new ByteArrayContent(body);
        content.Headers.ContentType = new MediaTypeHeaderValue("application/json");
        try
        {
            using var answer = await client.PostAsync(new Uri("validate?timeout=3s", UriKind.Relative), content, either.Token);
            return answer.IsSuccessStatusCode;
        }
        catch (Exception failure) when (failure is HttpRequestException or IOException || !ct.IsCancellationRequested)
        {
            return false;
        }
    }
}
