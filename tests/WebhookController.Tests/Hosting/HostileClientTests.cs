using System.Net;
using System.Text;
using WebhookController.Tests.Hosting.Support;
using WebhookController.Tests.Integration.Support;

namespace WebhookController.Tests.Hosting;

// What anybody who reaches the ports can do: it ends in time, takes a bounded number of places, and good requests go on meanwhile.
public sealed class HostileClientTests : LonelyControllerTest
{
    private const string Review = """
        {"apiVersion":"admission.k8s.io/v1","kind":"AdmissionReview","request":{"uid":"u","operation":"CREATE","namespace":"a","name":"b",
        "kind":{"group":"","version":"v1","kind":"PersistentVolumeClaim"},"object":{"metadata":{"name":"b","namespace":"a"},"spec":{}}}}
        """;

    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(60);

    private readonly List<RawConnection> _open = [];

    public override async ValueTask DisposeAsync()
    {
        foreach (var connection in _open) await connection.DisposeAsync();
        await base.DisposeAsync();
    }

    [Theory]
    [InlineData(true, 512)]
    [InlineData(false, 128)]
    public async Task Idle_connections_take_a_bounded_number_of_places(bool webhook, int most)
    {
        var address = webhook ? Controller.WebhookAddress : Controller.MetricsAddress;
        var ends = new List<Task>();
        for (var i = 0; i < most + 100; i++)
        {
            // Without a handshake: what stalls in it takes a place, too.
            _open.Add(await RawConnection.OpenAsync(address, tls: false));
            ends.Add(_open[^1].RestAsync());
        }

        await Kubernetes.Support.Eventually.TrueAsync(() => ends.Count(end => end.IsCompleted) >= 100);

        await GoodAsync(webhook);
    }

    [Fact]
    public async Task Slow_bodies_keep_nobody_else_waiting()
    {
        for (var i = 0; i < 100; i++)
        {
            _open.Add(await RawConnection.OpenAsync(Controller.WebhookAddress, tls: true));
            await _open[^1].SendAsync(RawConnection.Head("/validate", $"Content-Length: {(i % 2 == 0 ? 5000 : 5_000_000)}\r\n") + "{");
        }

        await GoodAsync(webhook: true);
    }

    [Fact]
    public async Task A_slow_body_is_refused_as_too_slow()
    {
        await using var slow = await RawConnection.OpenAsync(Controller.WebhookAddress, tls: true);
        await slow.SendAsync(RawConnection.Head("/validate", "Content-Length: 5000\r\n") + "{");

        Assert.Equal(408, await slow.StatusAsync().WaitAsync(Limit, Cancel));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task HTTP_2_is_not_spoken(bool webhook)
    {
        await using var caller = await OpenAsync(webhook);
        await caller.SendAsync("PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n");

        Assert.Contains(await caller.StatusAsync().WaitAsync(Limit, Cancel), new[] { 0, 400, 505 });
        await caller.RestAsync().WaitAsync(Limit, Cancel);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Very_many_headers_are_refused(bool webhook)
    {
        await using var caller = await OpenAsync(webhook);
        await caller.SendAsync(RawConnection.Head("/validate", string.Concat(Enumerable.Range(0, 101).Select(i => $"X-{i}: 1\r\n"))));

        Assert.Equal(431, await caller.StatusAsync().WaitAsync(Limit, Cancel));
    }

    // Where two programs disagree about where a request ends, one of them can be made to see another request in its body.
    [Theory]
    [InlineData("Content-Length: 4\r\nContent-Length: 5\r\n", "abcd")]
    [InlineData("Content-Length: 4, 4\r\n", "abcd")]
    [InlineData("Content-Length : 4\r\n", "abcd")]
    [InlineData("Transfer-Encoding: identity\r\n", "abcd")]
    [InlineData("Transfer-Encoding: chunked, identity\r\n", "0\r\n\r\n")]
    [InlineData("Transfer-Encoding: xchunked\r\n", "0\r\n\r\n")]
    [InlineData("X-Folded: a\r\n b\r\nContent-Length: 4\r\n", "abcd")]
    [InlineData("Content-Length: 9\r\nTransfer-Encoding: chunked\r\n", "0\r\n\r\n")]
    [InlineData("Transfer-Encoding: chunked\r\n", "4 \r\n{}{}\r\nxyz\r\n\r\n")]
    public async Task A_body_whose_end_is_disputable_is_refused_and_ends_the_connection(string headers, string body)
    {
        await using var caller = await OpenAsync(webhook: true);
        await caller.SendAsync(RawConnection.Head("/validate", headers) + body + RawConnection.Head("/mutate", "Content-Length: 0\r\n"));

        var answer = await caller.RestAsync().WaitAsync(Limit, Cancel);

        Assert.InRange(answer.Split("HTTP/1.1 ").Length - 1, 0, 1);
        Assert.DoesNotContain("HTTP/1.1 200", answer, StringComparison.Ordinal);
    }

    // The name chooses nothing, so it can't be used to make the process load or keep anything.
    [Theory]
    [InlineData("elsewhere.example")]
    [InlineData("a.very.long.name.a.very.long.name.a.very.long.name.a.very.long.name.a.very.long.name.example")]
    public async Task Any_server_name_gets_the_one_certificate(string name)
    {
        await using var caller = await RawConnection.OpenAsync(Controller.WebhookAddress, tls: true, name);
        await caller.SendAsync(RawConnection.Head("/validate", $"Content-Length: {Encoding.UTF8.GetByteCount(Review)}\r\n") + Review);

        Assert.Equal(200, await caller.StatusAsync().WaitAsync(Limit, Cancel));
    }

    [Fact]
    public async Task Handshakes_that_are_broken_off_leave_nothing_behind()
    {
        for (var i = 0; i < 600; i++)
        {
            var caller = await RawConnection.OpenAsync(Controller.WebhookAddress, tls: false);
            await caller.SendAsync("\u0016\u0003\u0001");
            caller.Reset();
        }

        await GoodAsync(webhook: true);
    }

    private Task<RawConnection> OpenAsync(bool webhook) =>
        RawConnection.OpenAsync(webhook ? Controller.WebhookAddress : Controller.MetricsAddress, tls: webhook);

    private async Task GoodAsync(bool webhook)
    {
        using var handler = new HttpClientHandler { ServerCertificateCustomValidationCallback = (_, _, _, _) => true };
        using var client = new HttpClient(handler) { Timeout = TimeSpan.FromSeconds(5) };
        for (var i = 0; i < 20; i++)
        {
            using var content = new StringContent(Review, Encoding.UTF8, "application/json");
            using var answer = webhook
                ? await client.PostAsync(new Uri(Controller.WebhookAddress, "/validate"), content, Cancel)
                : await client.GetAsync(new Uri(Controller.MetricsAddress, "/metrics"), Cancel);
            Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        }
    }
}
