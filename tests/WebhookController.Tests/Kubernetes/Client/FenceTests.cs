using Microsoft.Extensions.Time.Testing;
using WebhookController.Core.Objects;
using WebhookController.Kubernetes.Client;
using WebhookController.LeaderElection;
using WebhookController.Tests.Kubernetes.Support;

namespace WebhookController.Tests.Kubernetes.Client;

/// No write begins once the term is over, whatever it waited for until then.
public sealed class FenceTests : IDisposable
{
    private static readonly ObjectKey Key = new("ns", "one");

    private readonly FakeTimeProvider _clock = new();
    private readonly Term _term;

    public FenceTests() => _term = new Term(ClockReading.Now(_clock), TimeSpan.FromSeconds(10), _clock);

    public void Dispose() => _term.Dispose();

    [Fact]
    public async Task A_write_within_the_term_arrives_whole()
    {
        await using var server = await ScriptedServer.StartAsync();
        server.Answer(Reply.Json("""{"metadata":{}}"""));
        using var connection = TestClient.Connect(server, timeProvider: _clock);

        using var answer = await new ApiClient(connection).FencedBy(_term).MergePatchAsync(Things.Kind, Key, """{"x":null}"""u8.ToArray(), _term.Token);

        Assert.Equal("""{"x":null}""", Assert.Single(server.Drain()).Body);
    }

    [Fact]
    public async Task Every_kind_of_write_is_refused_afterwards_and_a_read_is_not()
    {
        await using var server = await ScriptedServer.StartAsync();
        server.Answer(Reply.Json("""{"metadata":{}}"""));
        using var connection = TestClient.Connect(server, timeProvider: _clock);
        var fenced = new ApiClient(connection).FencedBy(_term);
        _clock.Advance(TimeSpan.FromSeconds(10));
        var body = "{}"u8.ToArray();

        // Without the term's token: the fence must do by itself.
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => fenced.CreateAsync(Things.Kind, "ns", body, Cancel));
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => fenced.MergePatchAsync(Things.Kind, Key, body, Cancel));
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => fenced.ReplaceAsync(Things.Kind, Key, body, Cancel));
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => fenced.DeleteAsync(Things.Kind, Key, null, Cancel));
        Assert.Empty(server.Drain());

        using var read = await fenced.GetAsync(Things.Kind, Key, Cancel);
        Assert.Single(server.Drain());
    }

    [Fact]
    public async Task A_retry_that_falls_due_after_the_term_is_not_sent()
    {
        await using var server = await ScriptedServer.StartAsync();
        var clock = new SteppedClock();
        using var term = new Term(ClockReading.Now(clock), TimeSpan.FromSeconds(40), clock);
        server.Answer(Reply.Status(429, "TooManyRequests", retryAfter: 20));
        using var connection = TestClient.Connect(server, TestClient.Options with { Retries = 3 }, clock);
        var writing = new ApiClient(connection).FencedBy(term).CreateAsync(Things.Kind, "ns", "{}"u8.ToArray(), Cancel);
        Assert.Equal(TimeSpan.FromSeconds(20), await clock.NextPauseAsync());

        term.End("another leads");
        clock.Advance(TimeSpan.FromSeconds(20));

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => writing);
        Assert.Single(server.Drain());
    }

    [Fact]
    public async Task A_term_that_ends_while_a_request_is_prepared_keeps_its_body_back()
    {
        var content = new FencedContent("{}"u8.ToArray(), _term);
        _clock.Advance(TimeSpan.FromSeconds(10));
        using var wire = new MemoryStream();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => content.CopyToAsync(wire, Cancel));

        Assert.Equal(0, wire.Length);
    }

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;
}
