using System.Globalization;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Time.Testing;
using WebhookController.Admission;
using WebhookController.Tests.Hosting.Support;

namespace WebhookController.Tests.Admission;

// A caller that gave up is no bug of ours. If it had sent everything, its change went through unchecked: that must be seen.
public sealed class AbandonedTests
{
    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_caller_that_breaks_off_in_mid_body_has_abandoned_its_request(bool resets)
    {
        await using var host = await AdmissionHost.StartAsync();
        foreach (var length in new[] { 1000, 100_000 })
        {
            await using var caller = await RawConnection.OpenAsync(host.Client.BaseAddress!, tls: false);
            await caller.SendAsync(RawConnection.Head("/validate", $"Content-Length: {length}\r\n") + "{\"kind\":");
            if (resets) caller.Reset();
        }

        Assert.All(await host.Outcomes.TakeAsync(2), outcome => Assert.Equal(Decision.Abandoned, outcome.Decision));
        Assert.DoesNotContain(host.Log.Lines, line => line.Level >= LogLevel.Warning);
    }

    [Fact]
    public async Task A_caller_that_gave_up_before_the_answer_has_abandoned_its_request()
    {
        using var clock = new HeldClock();
        var gone = new Gone();
        await using var host = await AdmissionHost.StartAsync(services => services.AddSingleton<TimeProvider>(clock).AddSingleton<IStartupFilter>(gone));
        await using (var caller = await RawConnection.OpenAsync(host.Client.BaseAddress!, tls: false))
        {
            var body = ReviewBody.Create("enabled=true", "name=x").ToString();
            clock.Hold();
            await caller.SendAsync(RawConnection.Head("/validate", string.Create(CultureInfo.InvariantCulture, $"Content-Length: {body.Length}\r\n")) + body);
            await clock.Held.WaitAsync(Kubernetes.Support.Eventually.Patience, TestContext.Current.CancellationToken);
            caller.Reset();
        }

        await gone.Noticed.WaitAsync(Kubernetes.Support.Eventually.Patience, TestContext.Current.CancellationToken);
        clock.Release();

        Assert.Equal(Decision.Abandoned, (await host.Outcomes.TakeAsync(1)).Single().Decision);
        Assert.DoesNotContain(host.Log.Lines, line => line.Level >= LogLevel.Warning);
    }

    // Holds a review at the moment in which it asks for the time.
    private sealed class HeldClock : FakeTimeProvider, IDisposable
    {
        private readonly TaskCompletionSource _held = new(TaskCreationOptions.RunContinuationsAsynchronously);
        private readonly ManualResetEventSlim _released = new(initialState: true);

        public Task Held => _held.Task;

        public void Hold() => _released.Reset();

        public void Release() => _released.Set();

        public void Dispose() => _released.Dispose();

        public override DateTimeOffset GetUtcNow()
        {
            if (!_released.IsSet)
            {
                _held.TrySetResult();
                _released.Wait();
            }

            return base.GetUtcNow();
        }
    }

    // When the server has noticed that the caller is gone.
    private sealed class Gone : IStartupFilter
    {
        private readonly TaskCompletionSource _noticed = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public Task Noticed => _noticed.Task;

        public Action<IApplicationBuilder> Configure(Action<IApplicationBuilder> next) => app =>
        {
            app.Use((http, following) =>
            {
                http.RequestAborted.Register(() => _noticed.TrySetResult());
                return following(http);
            });
            next(app);
        };
    }
}
