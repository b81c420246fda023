using System.Net.Http.Headers;
using Benchmarks.Clients;
using Benchmarks.Report;
using Benchmarks.Servers;

namespace Benchmarks.Measures;

/// Reviews over TLS against what Kestrel needs for the same bytes in and out: without a look at them, and with the least look that finds out what they say.
internal static class Admission
{
    private const int WarmUp = 20_000;
    private const int Requests = 50_000;
    private const int Rounds = 3;

    private static readonly string Body = Path.Combine(AppContext.BaseDirectory, "Data", "review-ok.json");

    public static async Task<IReadOnlyList<Row>> MeasureAsync(Controller leader, CancellationToken ct)
    {
        var answerFile = Path.GetTempFileName();
        await File.WriteAllBytesAsync(answerFile, await AnswerAsync(leader, ct), ct);
        await using var bare = ChildProcess.Start(BareEndpoint.Verb, leader.CertificateFolder, answerFile);
        var address = new Uri(await bare.ReadAsync<string>(ct));
        File.Delete(answerFile);
        Uri[] endpoints =
        [
            new(leader.Webhook, "validate"), new(address, BareEndpoint.Swallow), new(address, BareEndpoint.Scan), new(address, BareEndpoint.Deserialize),
        ];

        var load = new H2Load(Body);
        foreach (var endpoint in endpoints)
            if (await load.RunAsync(endpoint, WarmUp, ct) is null) return Rows(null);

        var results = endpoints.Select(_ => new List<LoadResult>()).ToList();
        for (var round = 0; round < Rounds; round++)
            foreach (var (endpoint, found) in endpoints.Zip(results)) found.Add((await load.RunAsync(endpoint, Requests, ct))!);
        return Rows([.. results.Select(Median)]);
    }

    private static LoadResult Median(List<LoadResult> results) =>
        new(Percentiles.Median(results.Select(result => result.PerSecond)), Percentiles.Median(results.Select(result => result.P99Milliseconds)));

    private static IReadOnlyList<Row> Rows(IReadOnlyList<LoadResult>? results) =>
    [
        Row("admission-rate", "requests a second", result => result.PerSecond, rate => $"{rate:#,0}", 0.9, results) with { AtLeast = true },
        Row("admission-p99", "p99", result => result.P99Milliseconds, Number.Milliseconds, 1.3, results),
    ];

    private static Row Row(string id, string what, Func<LoadResult, double> of, Func<double, string> text, double goal, IReadOnlyList<LoadResult>? results)
    {
        what = $"admission over TLS, 16 connections, against bare Kestrel: {what}";
        if (results is null) return new(id, what, null, "×", "h2load is missing: Debian's package nghttp2-client has it", goal);
        var (ours, swallow, scan, deserialize) = (of(results[0]), of(results[1]), of(results[2]), of(results[3]));
        return new(
            id, what, ours / swallow, "×",
            $"{text(ours)}; bare {text(swallow)}; bare that scans the JSON {text(scan)}, that deserializes it {text(deserialize)}", goal);
    }

    private static async Task<byte[]> AnswerAsync(Controller leader, CancellationToken ct)
    {
        using var client = leader.CreateClient();
        using var body = new ByteArrayContent(await File.ReadAllBytesAsync(Body, ct));
        body.Headers.ContentType = new MediaTypeHeaderValue("application/json");
        using var answer = await client.PostAsync(new Uri("validate", UriKind.Relative), body, ct);
        answer.EnsureSuccessStatusCode();
        return await answer.Content.ReadAsByteArrayAsync(ct);
    }
}
