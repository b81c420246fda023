using Microsoft.Extensions.Time.Testing;
using WebhookController.Kubernetes.Reflectors;
using WebhookController.Tests.Kubernetes.Support;

namespace WebhookController.Tests.Kubernetes.Reflectors;

public sealed class ReflectorHealthTests
{
    private readonly FakeTimeProvider _clock = new();

    [Fact]
    public void An_outage_of_the_API_server_is_no_reason_to_restart()
    {
        var health = new ReflectorHealth(_clock);
        for (var minute = 0; minute < 30; minute++)
        {
            _clock.Advance(TimeSpan.FromMinutes(1));
            health.RecordAttempt();
        }

        Assert.Equal((TimeSpan.FromMinutes(30), TimeSpan.Zero), (health.Silence, health.Idle));
    }

    [Fact]
    public void A_reflector_without_contact_and_attempts_is_idle()
    {
        var health = new ReflectorHealth(_clock);
        health.RecordContact();
        _clock.Advance(TimeSpan.FromMinutes(11));

        Assert.Equal(TimeSpan.FromMinutes(11), health.Idle);
    }

    [Fact]
    public async Task Failed_attempts_are_recorded()
    {
        await using var server = await ScriptedServer.StartAsync();
        server.Answer([.. Enumerable.Repeat(Reply.Reset, 50)]);
        var clock = new SteppedClock();
        await using var run = new ReflectorRun(server, clock);
        for (var i = 0; i < 5; i++) await clock.PassPauseAsync();

        Assert.True(run.Reflector.Health.Silence > run.Reflector.Health.Idle);
    }
}
