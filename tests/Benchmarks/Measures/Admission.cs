using System.Net.Http.Headers;
using Benchmarks.Clients;
using Benchmarks.Report;
using Benchmarks.Servers;

namespace Benchmarks.Measures;

/// Reviews over TLS against the least that Kestrel needs for the same bytes in and out.
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
        var (bareAddress, ours) = (new Uri(await bare.ReadAsync<string>(ct)), new Uri(leader.Webhook, "validate"));
        File.Delete(answerFile);

        var load = new H2Load(Body);
        foreach (var endpoint in (Uri[])[bareAddress, ours])
            if (await load.RunAsync(endpoint, WarmUp, ct) is null) return Rows(null, null);

        var (bareResults, results) = (new List<LoadResult>(), new List<LoadResult>());
        for (var round = 0; round < Rounds; round++)
        {
            bareResults.Add((await load.RunAsync(bareAddress, Requests, ct))!);
            results.Add((await load.RunAsync(ours, Requests, ct))!);
        }

        return Rows(Median(results), Median(bareResults));
    }

    private static LoadResult Median(List<LoadResult> results) =>
        new(Percentiles.Median(results.Select(result => result.PerSecond)), Percentiles.Median(results.Select(result => result.P99Milliseconds)));

    private static IReadOnlyList<Row> Rows(LoadResult? ours, LoadResult? bare)
    {
        const string What = "admission over TLS, 16 connections, against bare Kestrel";
        const string Missing = "h2load is missing: Debian's package nghttp2-client has it";
        return
        [
            new("admission-rate", $"{What}: requests a second", ours?.PerSecond / bare?.PerSecond, "×",
                ours is null ? Missing : $"{ours.PerSecond:#,0}; bare {bare!.PerSecond:#,0}", 0.9) { AtLeast = true },
            new("admission-p99", $"{What}: p99", ours?.P99Milliseconds / bare?.P99Milliseconds, "×",
                ours is null ? Missing : $"{Number.Milliseconds(ours.P99Milliseconds)}; bare {Number.Milliseconds(bare!.P99Milliseconds)}", 1.3),
        ];
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
