using System.Net;
using Microsoft.Extensions.Time.Testing;
using WebhookController.Kubernetes.Client;

namespace WebhookController.Tests.Kubernetes.Client;

public sealed class AdaptiveConcurrencyTests
{
    private readonly FakeTimeProvider _clock = new();

    [Fact]
    public async Task Permits_beyond_the_limit_are_given_in_the_order_of_the_requests()
    {
        var concurrency = Limiter(initial: 2);
        var (first, second) = (await concurrency.AcquireAsync(Cancel), await concurrency.AcquireAsync(Cancel));
        var third = concurrency.AcquireAsync(Cancel).AsTask();
        var fourth = concurrency.AcquireAsync(Cancel).AsTask();
        Assert.Equal((2, 2, 2), (concurrency.Limit, concurrency.InFlight, concurrency.Waiting));

        second.Dispose();
        (await third).Dispose();
        using var last = await fourth;
        first.Dispose();

        Assert.Equal((1, 0), (concurrency.InFlight, concurrency.Waiting));
    }

    [Fact]
    public async Task A_newcomer_does_not_overtake_those_who_wait()
    {
        var concurrency = Limiter(initial: 1);
        var first = await concurrency.AcquireAsync(Cancel);
        var waiting = concurrency.AcquireAsync(Cancel).AsTask();

        first.Dispose();
        var newcomer = concurrency.AcquireAsync(Cancel).AsTask();
        var given = await waiting;

        Assert.False(newcomer.IsCompleted);
        given.Dispose();
        (await newcomer).Dispose();
    }

    [Fact]
    public async Task Giving_up_waiting_loses_no_permit_and_blocks_nobody_else()
    {
        var concurrency = Limiter(initial: 1);
        using var impatience = new CancellationTokenSource();
        var first = await concurrency.AcquireAsync(Cancel);
        var impatient = concurrency.AcquireAsync(impatience.Token).AsTask();
        var patient = concurrency.AcquireAsync(Cancel).AsTask();

        await impatience.CancelAsync();
        var cancelled = await Assert.ThrowsAnyAsync<OperationCanceledException>(() => impatient);
        Assert.Equal(impatience.Token, cancelled.CancellationToken);
        Assert.Equal(1, concurrency.Waiting);

        first.Dispose();
        (await patient).Dispose();
        Assert.Equal((0, 0), (concurrency.InFlight, concurrency.Waiting));
    }

    [Fact]
    public async Task A_token_that_is_cancelled_already_takes_no_permit()
    {
        var concurrency = Limiter(initial: 1);

        await Assert.ThrowsAnyAsync<OperationCanceledException>(async () => await concurrency.AcquireAsync(new CancellationToken(true)));

        Assert.Equal(0, concurrency.InFlight);
    }

    [Fact]
    public async Task A_cancellation_that_comes_after_the_permit_does_not_take_it_away()
    {
        var concurrency = Limiter(initial: 1);
        using var late = new CancellationTokenSource();
        var first = await concurrency.AcquireAsync(Cancel);
        var second = concurrency.AcquireAsync(late.Token).AsTask();

        first.Dispose();
        await late.CancelAsync();
        (await second).Dispose();

        Assert.Equal(0, concurrency.InFlight);
    }

    [Fact]
    public async Task A_permit_is_given_back_once()
    {
        var concurrency = Limiter(initial: 2);
        var permit = await concurrency.AcquireAsync(Cancel);
        using var other = await concurrency.AcquireAsync(Cancel);

        permit.Dispose();
        permit.Dispose();

        Assert.Equal(1, concurrency.InFlight);
    }

    [Fact]
    public async Task A_lowered_limit_waits_until_enough_permits_are_back()
    {
        var concurrency = Limiter(initial: 4);
        var permits = await TakeAsync(concurrency, 4);
        var waiting = concurrency.AcquireAsync(Cancel).AsTask();

        Fail(permits[0], HttpStatusCode.TooManyRequests);
        Assert.Equal((2, 3), (concurrency.Limit, concurrency.InFlight));
        permits[1].Dispose();
        Assert.False(waiting.IsCompleted);
        permits[2].Dispose();

        (await waiting).Dispose();
    }

    [Theory]
    [MemberData(nameof(Failures))]
    public async Task What_a_failure_says_of_the_load(Exception failure, int after)
    {
        var concurrency = Limiter(initial: 8);
        using (var permit = await concurrency.AcquireAsync(Cancel)) permit.Failed(failure);

        Assert.Equal(after, concurrency.Limit);
    }

    [Fact]
    public async Task A_burst_of_refusals_halves_the_limit_once_and_a_good_time_brings_it_back()
    {
        var concurrency = Limiter(initial: 8);
        foreach (var permit in await TakeAsync(concurrency, 8)) Fail(permit, HttpStatusCode.TooManyRequests);
        Assert.Equal(4, concurrency.Limit);

        for (var round = 0; round < 4; round++) await RoundAsync(concurrency, milliseconds: 5);
        Assert.Equal(8, concurrency.Limit);
    }

    [Fact]
    public async Task Answers_that_become_much_slower_halve_the_limit_until_they_are_fast_again()
    {
        var concurrency = Limiter(initial: 8);
        await RoundAsync(concurrency, milliseconds: 5);
        Assert.Equal(9, concurrency.Limit);

        await RoundAsync(concurrency, milliseconds: 1000);
        Assert.Equal(4, concurrency.Limit);
        await RoundAsync(concurrency, milliseconds: 5);
        Assert.Equal(5, concurrency.Limit);
    }

    [Fact]
    public async Task A_server_that_is_slow_for_good_is_written_to_all_the_same()
    {
        var concurrency = Limiter(initial: 8);
        await RoundAsync(concurrency, milliseconds: 5);

        // Down to one, where a second turns out to be what it takes; then up again.
        for (var round = 0; round < 100; round++) await RoundAsync(concurrency, milliseconds: 1000);

        Assert.Equal(32, concurrency.Limit);
    }

    // A server with room for so many writes at once, that answers the more slowly the more there are: the limit stays near it.
    [Fact]
    public async Task The_limit_settles_near_what_the_server_has_room_for()
    {
        const int Room = 12;
        var concurrency = Limiter(initial: 8);
        var limits = new List<int>();

        for (var round = 0; round < 400; round++)
        {
            await RoundAsync(concurrency, milliseconds: 40 * Math.Max(1, concurrency.Limit - Room));
            limits.Add(concurrency.Limit);
        }

        Assert.InRange(limits.Max(), Room, Room + 6);
        Assert.InRange(limits.Average(), Room * 0.75, Room + 3);
    }

    public static TheoryData<Exception, int> Failures => new()
    {
        { Answer(HttpStatusCode.TooManyRequests), 4 },
        { Answer(HttpStatusCode.InternalServerError), 4 },
        { Answer(HttpStatusCode.ServiceUnavailable), 4 },
        { Answer(HttpStatusCode.GatewayTimeout), 4 },
        { new TimeoutException(), 4 },
        { new HttpRequestException("connection refused"), 4 },
        { new IOException("reset"), 4 },
        { Answer(HttpStatusCode.Conflict), 8 },
        { Answer(HttpStatusCode.NotFound), 8 },
        { Answer(HttpStatusCode.UnprocessableEntity), 8 },
        { new OperationCanceledException(), 8 },
    };

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    private AdaptiveConcurrency Limiter(int initial) => new(initial, 32, _clock);

    // As many writes at once as are allowed, all of which take so long; often enough to fill a window.
    private async Task RoundAsync(AdaptiveConcurrency concurrency, int milliseconds)
    {
        for (var (answers, limit) = (0, concurrency.Limit); answers < Math.Max(limit, 4); answers += limit)
        {
            var permits = await TakeAsync(concurrency, limit);
            _clock.Advance(TimeSpan.FromMilliseconds(milliseconds));
            foreach (var permit in permits) Succeed(permit);
        }
    }

    private static async Task<List<AdaptiveConcurrency.Permit>> TakeAsync(AdaptiveConcurrency concurrency, int count)
    {
        var permits = new List<AdaptiveConcurrency.Permit>();
        for (var i = 0; i < count; i++) permits.Add(await concurrency.AcquireAsync(Cancel));
        return permits;
    }

    private static void Succeed(AdaptiveConcurrency.Permit permit)
    {
        permit.Succeeded("patch");
        permit.Dispose();
    }

    private static void Fail(AdaptiveConcurrency.Permit permit, HttpStatusCode status)
    {
        permit.Failed(Answer(status));
        permit.Dispose();
    }

    private static ApiException Answer(HttpStatusCode status) => new(status, "reason", "message");
}
