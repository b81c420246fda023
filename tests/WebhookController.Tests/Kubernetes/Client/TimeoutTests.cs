using WebhookController.Core.Objects;
using WebhookController.Kubernetes.Client;
using WebhookController.Tests.Kubernetes.Support;

namespace WebhookController.Tests.Kubernetes.Client;

public sealed class TimeoutTests
{
    private static readonly ObjectKey Key = new("ns", "a");

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("nothing")]
    [InlineData("headers")]
    [InlineData("half a body")]
    public async Task An_answer_that_stalls_times_out(string stalledAt)
    {
        await using var server = await ScriptedServer.StartAsync();
        server.Answer(stalledAt switch { "nothing" => Reply.Nothing, "headers" => Reply.Silence, _ => Reply.Stalled("{\"a\":") });
        var clock = new SteppedClock();
        using var connection = TestClient.Connect(server, TestClient.Options with { Retries = 3 }, clock);

        var reading = new ApiClient(connection).GetAsync(Things.Kind, Key, Cancel);
        await server.NextAsync();
        clock.Advance(TestClient.Options.RequestTimeout);

        var failure = await Assert.ThrowsAsync<TimeoutException>(() => reading);
        Assert.Equal("get things.example.io had no full answer within 100 s", failure.Message);
    }

    [Fact]
    public async Task A_refusal_whose_body_stalls_times_out()
    {
        await using var server = (await ScriptedServer.StartAsync()).Answer(async context =>
        {
            context.Response.StatusCode = 500;
            await Reply.Stalled("{")(context);
        });
        var clock = new SteppedClock();
        using var connection = TestClient.Connect(server, timeProvider: clock);

        var reading = new ApiClient(connection).GetAsync(Things.Kind, Key, Cancel);
        await server.NextAsync();
        clock.Advance(TestClient.Options.RequestTimeout);

        await Assert.ThrowsAsync<TimeoutException>(() => reading);
    }

    [Fact]
    public async Task A_watch_must_open_in_time_and_may_then_take_its_time()
    {
        await using var server = (await ScriptedServer.StartAsync()).Watch(Reply.Nothing, Reply.Silence);
        var clock = new SteppedClock();
        using var connection = TestClient.Connect(server, timeProvider: clock);
        var client = new ApiClient(connection);

        var opening = client.WatchAsync(Things.Kind, "1", 300, Cancel);
        await server.NextAsync();
        clock.Advance(TestClient.Options.RequestTimeout);
        await Assert.ThrowsAsync<TimeoutException>(() => opening);

        using var watch = await client.WatchAsync(Things.Kind, "1", 300, Cancel);
        await using var frames = watch.FramesAsync(Cancel).GetAsyncEnumerator(Cancel);
        var next = frames.MoveNextAsync().AsTask();
        clock.Advance(TestClient.Options.RequestTimeout * 2);
        Assert.False(next.IsCompleted);
        watch.Dispose();
        await Assert.ThrowsAnyAsync<Exception>(() => next);
    }

    [Fact]
    public async Task Cancelling_a_call_is_no_timeout()
    {
        await using var server = (await ScriptedServer.StartAsync()).Answer(Reply.Silence);
        using var connection = TestClient.Connect(server, timeProvider: new SteppedClock());
        using var stop = new CancellationTokenSource();

        var reading = new ApiClient(connection).GetAsync(Things.Kind, Key, stop.Token);
        await server.NextAsync();
        await stop.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => reading);
    }

    [Fact]
    public async Task A_far_too_large_body_is_refused_and_not_requested_again()
    {
        await using var server = (await ScriptedServer.StartAsync()).Answer(Reply.Json(Things.Json(new string('x', 5000), 1)));
        using var connection = TestClient.Connect(server, TestClient.Options with { LargestBody = 1000, Retries = 3 });

        await Assert.ThrowsAsync<HttpRequestException>(() => new ApiClient(connection).GetAsync(Things.Kind, Key, Cancel));

        Assert.Single(server.Drain());
    }
}
