using System.Text.Json.Nodes;

namespace WebhookController.Tests.LeaderElection;

// Elections in virtual time: 15 s lease duration, 10 s renew deadline, a step every 2 s.
public sealed class CandidateTests : IDisposable
{
    private readonly FakeLeaseServer _server = new();
    private readonly Replica _one;
    private readonly Replica _two;

    public CandidateTests() => (_one, _two) = (new(_server, "one"), new(_server, "two"));

    public void Dispose()
    {
        _one.Dispose();
        _two.Dispose();
    }

    [Fact]
    public async Task The_first_candidate_leads_at_once_and_stays_the_leader()
    {
        await PassAsync(0);
        Assert.True(_one.Leads);

        for (var hour = 0; hour < 3600; hour += 10)
        {
            await PassAsync(10);
            Assert.True(_one.Leads);
            Assert.False(_two.Leads);
        }
        Assert.Single(_one.Log.Lines, line => line.Text.StartsWith("This replica is the leader", StringComparison.Ordinal));
        Assert.Single(_two.Log.Lines, line => line.Text.StartsWith("one is the leader", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_killed_leader_has_a_successor_once_its_Lease_has_expired()
    {
        await PassAsync(60);
        _one.Frozen = true;

        await PassAsync(12);
        Assert.False(_two.Leads);
        await PassAsync(5.5);

        Assert.True(_two.Leads);
        Assert.Equal(1, _server.Lease!.Record.Transitions);
    }

    [Fact]
    public async Task A_stopping_leader_releases_the_Lease_and_its_successor_starts_at_the_next_step()
    {
        await PassAsync(60);
        await _one.StopAsync();
        Assert.False(_one.Leads);
        Assert.Equal("", _server.Holder);
        _one.Frozen = true;

        await PassAsync(2.5);

        Assert.True(_two.Leads);
    }

    [Fact]
    public async Task A_replica_that_does_not_lead_releases_nothing()
    {
        await PassAsync(60);
        await _two.StopAsync();

        Assert.Equal("one", _server.Holder);
    }

    [Fact]
    public async Task A_frozen_leader_has_lost_its_term_before_it_does_anything_else()
    {
        await PassAsync(60);
        var term = _one.Leadership.Term!;
        _one.Frozen = true;
        await PassAsync(60);

        Assert.True(term.IsOver);
        Assert.True(_two.Leads);

        _one.Frozen = false;
        await PassAsync(10);
        Assert.False(_one.Leads);
        Assert.True(_two.Leads);
    }

    [Fact]
    public async Task A_single_leader_that_was_frozen_writes_again_only_in_a_new_term()
    {
        await _one.PassAsync(TimeSpan.FromSeconds(60));
        var term = _one.Leadership.Term!;
        _one.Frozen = true;
        await _one.PassAsync(TimeSpan.FromSeconds(60));
        Assert.False(_one.Leads);

        _one.Frozen = false;
        await _one.PassAsync(TimeSpan.Zero);

        Assert.True(_one.Leads);
        Assert.True(term.IsOver);
        Assert.Equal(0, _server.Lease!.Record.Transitions);
    }

    [Fact]
    public async Task Without_the_API_server_the_leader_stops_in_time_and_continues_afterwards()
    {
        await PassAsync(60);
        (_one.Cut, _two.Cut) = (true, true);
        await PassAsync(7);
        Assert.True(_one.Leads);
        await PassAsync(3);
        Assert.False(_one.Leads);
        await PassAsync(3600);
        Assert.False(_one.Leads || _two.Leads);

        (_one.Cut, _two.Cut) = (false, false);
        await PassAsync(20);

        Assert.True(_one.Leads ^ _two.Leads);
        Assert.Single(_one.Log.Lines, line => line.Text.Contains("connection refused", StringComparison.Ordinal));
    }

    [Fact]
    public async Task The_term_of_a_disconnected_leader_ends_before_its_successor_starts()
    {
        await PassAsync(60);
        _one.Cut = true;
        for (var second = 0; second < 18; second++)
        {
            await PassAsync(1);
            Assert.False(_one.Leads && _two.Leads);
            if (second is > 10 and < 12) Assert.False(_one.Leads || _two.Leads);
        }
        Assert.True(_two.Leads);
    }

    [Fact]
    public async Task A_lost_answer_does_not_lose_the_Lease()
    {
        await PassAsync(60);
        _one.LostAnswers = 1;
        await PassAsync(2);
        _one.LostAnswers = 2;

        await PassAsync(60);

        Assert.True(_one.Leads);
        Assert.Single(_one.Log.Lines, line => line.Text.StartsWith("This replica is the leader", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Wall_clocks_that_differ_by_days_change_nothing()
    {
        _two.Clock.SetWallClock(TimeSpan.FromDays(30));
        await PassAsync(600);
        Assert.True(_one.Leads);
        Assert.False(_two.Leads);
    }

    [Theory]
    [InlineData(3600)]
    [InlineData(-3600)]
    public async Task A_jump_of_the_wall_clock_interrupts_the_leader_only_briefly(double seconds)
    {
        await PassAsync(60);

        _one.Clock.SetWallClock(TimeSpan.FromSeconds(seconds));
        await PassAsync(2);

        Assert.True(_one.Leads);
        await PassAsync(60);
        Assert.True(_one.Leads);
        Assert.False(_two.Leads);
        Assert.Equal(0, _server.Lease!.Record.Transitions);
    }

    [Fact]
    public async Task A_deleted_Lease_is_created_again_by_the_leader_and_not_by_another_replica()
    {
        await PassAsync(60);
        _server.Delete();
        await _two.PassAsync(TimeSpan.FromSeconds(3));
        Assert.False(_two.Leads);

        await PassAsync(6);

        Assert.Equal("one", _server.Holder);
        Assert.True(_one.Leads);
        Assert.Single(_one.Log.Lines, line => line.Text.StartsWith("This replica is the leader", StringComparison.Ordinal));
    }

    [Fact]
    public async Task After_the_Lease_is_stolen_the_leader_steps_down_and_acquires_it_again_once_it_expires()
    {
        await _one.PassAsync(TimeSpan.FromSeconds(60));
        _server.Steal("thief", DateTimeOffset.UnixEpoch);

        await _one.PassAsync(TimeSpan.FromSeconds(2.5));
        Assert.False(_one.Leads);
        Assert.Contains(_one.Log.Lines, line => line.Text.EndsWith("thief holds the Lease", StringComparison.Ordinal));
        await _one.PassAsync(TimeSpan.FromSeconds(12));
        Assert.False(_one.Leads);

        await _one.PassAsync(TimeSpan.FromSeconds(6));
        Assert.True(_one.Leads);
    }

    [Fact]
    public async Task Other_fields_of_the_Lease_stay()
    {
        await PassAsync(0);
        var annotated = JsonNode.Parse(_server.Lease!.Body.Span)!.AsObject();
        annotated["metadata"]!["annotations"] = new JsonObject { ["note"] = "kept" };
        using var json = System.Text.Json.JsonDocument.Parse(annotated.ToJsonString());
        _server.Replace(WebhookController.LeaderElection.Lease.Read(json.RootElement));

        await PassAsync(60);

        Assert.Contains("kept", System.Text.Encoding.UTF8.GetString(_server.Lease!.Body.Span), StringComparison.Ordinal);
        Assert.True(_one.Leads);
    }

    private async Task PassAsync(double seconds)
    {
        var tick = TimeSpan.FromSeconds(0.1);
        for (var ticks = Math.Max(1, seconds * 10); ticks > 0; ticks--)
        {
            await _one.PassAsync(tick);
            await _two.PassAsync(tick);
        }
    }
}
