using WebhookController.Admission;
using WebhookController.Core.Objects;

namespace WebhookController.Tests.Admission;

public sealed class NameConflictTests
{
    [Fact]
    public async Task A_name_that_another_PVC_has_is_denied()
    {
        await using var host = await AdmissionHost.StartAsync();
        host.Cache.Put(Cluster.Claim("monitoring", "first", ("enabled", "true"), ("name", "x")));

        var answer = await host.ValidateAsync(Named("second", "x"));

        Assert.Equal("backup.vluwte.nl/name=x is not allowed: monitoring/first asks for job backup-monitoring-x too, choose another name, or leave the label out: the PVC's own name is used then", answer.Message);
        Assert.Equal(0, host.Reservations.Count);
    }

    [Fact]
    public async Task A_job_that_is_not_ours_keeps_its_name()
    {
        await using var host = await AdmissionHost.StartAsync();
        host.Cache.Put(Cluster.Job("backup-monitoring-x"));

        Assert.Contains("isn't managed here", (await host.ValidateAsync(Named("data", "x"))).Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_name_just_admitted_is_taken()
    {
        await using var host = await AdmissionHost.StartAsync();

        Assert.True((await host.ValidateAsync(Named("first", "x"))).Allowed);
        var second = await host.ValidateAsync(Named("second", "x"));

        Assert.Equal("backup.vluwte.nl/name=x is not allowed: monitoring/first has just asked for job backup-monitoring-x, choose another name", second.Message);
        Assert.True((await host.ValidateAsync(Named("first", "x"))).Allowed);
    }

    [Fact]
    public async Task Of_many_requests_at_once_exactly_one_wins_a_name()
    {
        await using var host = await AdmissionHost.StartAsync();

        var answers = await Task.WhenAll(Enumerable.Range(0, 64).Select(i => host.ValidateAsync(Named($"claim-{i}", "x"))));

        Assert.Single(answers, answer => answer.Allowed);
        Assert.Equal(1, host.Reservations.Count);
    }

    [Fact]
    public async Task After_a_minute_the_cache_alone_decides()
    {
        await using var host = await AdmissionHost.StartAsync();
        await host.ValidateAsync(Named("first", "x"));

        host.Clock.Advance(NameReservations.Lifetime - TimeSpan.FromTicks(1));
        Assert.False((await host.ValidateAsync(Named("second", "x"))).Allowed);
        host.Clock.Advance(TimeSpan.FromTicks(1));
        Assert.True((await host.ValidateAsync(Named("second", "x"))).Allowed);
    }

    [Fact]
    public async Task A_dry_run_sees_reservations_and_makes_none()
    {
        await using var host = await AdmissionHost.StartAsync();

        Assert.True((await host.ValidateAsync(Named("first", "x") with { DryRun = true })).Allowed);
        Assert.Equal(0, host.Reservations.Count);
        Assert.True((await host.ValidateAsync(Named("second", "x"))).Allowed);
        Assert.False((await host.ValidateAsync(Named("first", "x") with { DryRun = true })).Allowed);
        Assert.True((await host.ValidateAsync(ReviewBody.Delete() with { DryRun = true, Name = "second" })).Allowed);
        Assert.Equal(1, host.Reservations.Count);
    }

    [Fact]
    public async Task A_denied_request_reserves_nothing()
    {
        await using var host = await AdmissionHost.StartAsync();

        Assert.False((await host.ValidateAsync(ReviewBody.Create("enabled=true", "name=x", "interval=5"))).Allowed);

        Assert.Equal(0, host.Reservations.Count);
    }

    [Theory]
    [InlineData("enabled=true", "name=y")]
    [InlineData("enabled=false", "name=x")]
    public async Task A_name_that_is_no_longer_wanted_is_released(params string[] labels)
    {
        await using var host = await AdmissionHost.StartAsync();
        await host.ValidateAsync(ReviewBody.Create("enabled=true", "name=x"));

        Assert.True((await host.ValidateAsync(ReviewBody.Update(["enabled=true", "name=x"], labels))).Allowed);

        Assert.True((await host.ValidateAsync(Named("second", "x"))).Allowed);
    }

    [Fact]
    public async Task Deleting_a_PVC_releases_its_name()
    {
        await using var host = await AdmissionHost.StartAsync();
        await host.ValidateAsync(ReviewBody.Create("enabled=true", "name=x"));

        await host.ValidateAsync(ReviewBody.Delete("enabled=true", "name=x"));

        Assert.True((await host.ValidateAsync(Named("second", "x"))).Allowed);
    }

    [Fact]
    public async Task A_PVC_on_other_storage_reserves_no_name()
    {
        await using var host = await AdmissionHost.StartAsync();

        await host.ValidateAsync(Named("first", "x").On("nfs"));

        Assert.True((await host.ValidateAsync(Named("second", "x"))).Allowed);
    }

    [Fact]
    public async Task A_change_that_keeps_the_name_ignores_reservations()
    {
        await using var host = await AdmissionHost.StartAsync();
        await host.ValidateAsync(Named("elsewhere-admitted", "x"));

        Assert.True((await host.ValidateAsync(ReviewBody.Update(["enabled=true", "name=x"], "enabled=true", "name=x", "retain=3"))).Allowed);
    }

    [Fact]
    public void The_number_of_reservations_is_limited()
    {
        var reservations = new NameReservations(new Microsoft.Extensions.Time.Testing.FakeTimeProvider());

        for (var i = 0; i < NameReservations.Capacity + 500; i++)
        {
            Assert.Null(reservations.Reserve($"job-{i}", new ObjectKey("ns", $"claim-{i}")));
            // One PVC that keeps changing its name must not evict the others.
            if (i % 2 == 0) Assert.Null(reservations.Reserve($"other-{i}", new ObjectKey("ns", $"claim-{i}")));
        }

        Assert.InRange(reservations.Count, 1, NameReservations.Capacity);
    }

    private static ReviewBody Named(string claim, string name) => ReviewBody.CreateOf("monitoring", claim, "enabled=true", $"name={name}");
}
