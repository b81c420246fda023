using System.Net;
using Microsoft.Extensions.Logging;
using WebhookController.Admission;
using WebhookController.Tests.Hosting.Support;
using WebhookController.Tests.Kubernetes.Support;

namespace WebhookController.Tests.Admission;

public sealed class OverloadTests
{
    private const int Most = AdmissionGate.LargeAtOnce + AdmissionGate.LargeWaiting;

    [Fact]
    public async Task One_large_body_too_many_has_to_retry_while_small_ones_are_answered()
    {
        await using var host = await AdmissionHost.StartAsync();
        var slow = new List<RawConnection>();
        for (var i = 0; i <= Most; i++) slow.Add(await RawConnection.OpenAsync(host.Client.BaseAddress!, tls: false));
        foreach (var caller in slow) await caller.SendAsync(RawConnection.Head("/validate", "Content-Length: 8000000\r\n") + "{");

        List<Task<int>> answers = [.. slow.Select(caller => caller.StatusAsync())];
        var refused = await Task.WhenAny(answers).WaitAsync(Eventually.Patience, TestContext.Current.CancellationToken);

        Assert.Equal(429, await refused);
        Assert.Equal(1, answers.Count(answer => answer.IsCompleted));
        Assert.True((await host.ValidateAsync(ReviewBody.Create("enabled=true", "name=x"))).Allowed);

        foreach (var caller in slow) caller.Reset();
        _ = await host.Outcomes.TakeAsync(Most + 2);
        var large = ReviewBody.Create("enabled=true", "name=x").Changed(claim => claim["status"]!["message"] = new string('x', 100_000)).ToString();
        Assert.Equal(HttpStatusCode.OK, (await host.PostAsync("/validate", large)).Code);
    }

    [Fact]
    public async Task A_429_says_after_how_long_and_counts_as_refused()
    {
        await using var host = await AdmissionHost.StartAsync();
        var slow = new List<RawConnection>();
        for (var i = 0; i <= Most; i++) slow.Add(await RawConnection.OpenAsync(host.Client.BaseAddress!, tls: false));
        foreach (var caller in slow) await caller.SendAsync(RawConnection.Head("/validate", "Connection: close\r\nContent-Length: 8000000\r\n") + "{");

        var outcome = (await host.Outcomes.TakeAsync(1)).Single();
        var answers = slow.Select(caller => caller.LineAsync()).ToList();
        var first = answers.IndexOf(await Task.WhenAny(answers));
        var headers = new List<string>();
        while (await slow[first].LineAsync() is { Length: > 0 } header) headers.Add(header);

        Assert.Equal(Decision.Refused, outcome.Decision);
        Assert.Contains("Retry-After: 1", headers);
        foreach (var caller in slow) caller.Reset();
    }

    [Fact]
    public async Task Bad_requests_have_a_limited_number_of_log_lines()
    {
        await using var host = await AdmissionHost.StartAsync();
        for (var i = 0; i < 100; i++) await host.PostAsync("/validate", "{}");
        await host.Outcomes.TakeAsync(100);
        Assert.Equal(60, host.Log.Lines.Count(line => line.Level == LogLevel.Warning));

        host.Clock.Advance(TimeSpan.FromMinutes(1));
        await host.PostAsync("/validate", "{}");

        Assert.Contains((LogLevel.Warning, "40 more lines like this one were left out"), host.Log.Lines);
        Assert.Equal(62, host.Log.Lines.Count(line => line.Level == LogLevel.Warning));
    }
}
