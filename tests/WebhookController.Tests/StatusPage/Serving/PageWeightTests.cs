using System.Diagnostics;
using System.Globalization;
using WebhookController.Tests.Integration.Support;
using WebhookController.Tests.StatusPage.Support;

namespace WebhookController.Tests.StatusPage.Serving;

/// What a look at ten thousand PVCs costs.
public sealed class PageWeightTests
{
    private const int Goal = 50;
    // Tests run beside others, on machines of two cores.
    private const int Tolerated = 10 * Goal;

    [Fact]
    public async Task A_page_of_ten_thousand_PVCs_is_light_and_quick()
    {
        await using var host = await PageHost.StartAsync(PageClusters.Large(10_000));
        var first = await MillisecondsAsync(host, "/");
        var (again, cpu) = (new List<double>(), Environment.CpuUsage.TotalTime);
        foreach (var path in (string[])["/", "/?sort=age", "/?q=data-9&sort=-pvc&page=3", "/?state=stale", "/pvc/team-7/data-7", "/", "/?sort=reason"]) again.Add(await MillisecondsAsync(host, path));
        cpu = (Environment.CpuUsage.TotalTime - cpu) / again.Count;
        var bytes = (await host.Http.GetByteArrayAsync(new Uri("/", UriKind.Relative), TestContext.Current.CancellationToken)).Length;
        Notes.Add(string.Create(CultureInfo.InvariantCulture, $"status page, 10,000 PVCs: {bytes / 1024} KiB; first byte {again.Order().ElementAt(again.Count / 2):0} ms with a report at hand ({cpu.TotalMilliseconds:0} ms of CPU with all that runs beside it), {first:0} ms without"));
        Assert.InRange(bytes, 10_000, 100_000);
        Assert.InRange(again.Order().ElementAt(again.Count / 2), 0, Tolerated);
    }

    private static async Task<double> MillisecondsAsync(PageHost host, string path)
    {
        var started = Stopwatch.GetTimestamp();
        using var response = await host.Http.GetAsync(new Uri(path, UriKind.Relative), HttpCompletionOption.ResponseHeadersRead, TestContext.Current.CancellationToken);
        response.EnsureSuccessStatusCode();
        return Stopwatch.GetElapsedTime(started).TotalMilliseconds;
    }
}
