using Microsoft.Extensions.Time.Testing;
using WebhookController.StatusPage.Serving;

namespace WebhookController.Tests.StatusPage.Serving;

public sealed class StatusGateTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Two_write_at_a_time_a_few_wait_and_the_rest_come_again_later()
    {
        using var gate = new StatusGate(new FakeTimeProvider());
        var askers = Enumerable.Range(0, 40).Select(_ => gate.EnterAsync(StatusGate.PageCost, Cancel).AsTask()).ToList();

        Assert.Equal(2, askers.Count(asker => asker.IsCompletedSuccessfully && Result(asker) is not null));
        Assert.Equal(32, askers.Count(asker => !asker.IsCompleted));
        Assert.Equal(6, askers.Count(asker => asker.IsCompletedSuccessfully && Result(asker) is null));
        (await askers[0])!.Dispose();
        Assert.NotNull(await askers[2]);
    }

    [Fact]
    public async Task Who_asks_without_end_is_refused_until_time_has_passed()
    {
        var clock = new FakeTimeProvider();
        using var gate = new StatusGate(clock);
        Assert.Equal(200, await CountAsync(gate, StatusGate.PageCost));

        clock.Advance(TimeSpan.FromSeconds(1));

        Assert.Equal(40, await CountAsync(gate, StatusGate.PageCost));
    }

    [Fact]
    public async Task All_PVCs_as_JSON_cost_ten_pages()
    {
        using var gate = new StatusGate(new FakeTimeProvider());

        Assert.Equal(20, await CountAsync(gate, StatusGate.JsonCost));
    }

    private static async Task<int> CountAsync(StatusGate gate, int cost)
    {
        var count = 0;
        while (await gate.EnterAsync(cost, Cancel) is { } lease)
        {
            lease.Dispose();
            count++;
        }
        return count;
    }

    private static System.Threading.RateLimiting.RateLimitLease? Result(Task<System.Threading.RateLimiting.RateLimitLease?> ended) => ended.GetAwaiter().GetResult();
}
