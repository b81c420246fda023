namespace WebhookController.Tests.LeaderElection;

// Three replicas and random faults: at every tenth of a second at most one replica may write.
public sealed class ElectionModelTests
{
    private static readonly TimeSpan Tick = TimeSpan.FromSeconds(0.1);

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(4)]
    [InlineData(5)]
    [InlineData(6)]
    public async Task There_are_never_two_leaders_and_one_again_after_the_faults(int seed)
    {
        var (random, server) = (new Random(seed), new FakeLeaseServer());
        var (replicas, created, led) = (new List<Replica>(), 0, 0);
        for (var i = 0; i < 3; i++) replicas.Add(new Replica(server, $"replica-{created++}"));

        for (var round = 0; round < 60; round++)
        {
            for (var tick = random.Next(10, 300); tick > 0; tick--)
            {
                if (random.Next(20) == 0) await InjectFaultAsync(replicas[random.Next(3)]);
                await TickAsync();
            }
            foreach (var replica in replicas) (replica.Cut, replica.Frozen, replica.LostAnswers) = (false, false, 0);
            for (var tick = 0; tick < 220; tick++) await TickAsync();
            Assert.Single(replicas, replica => replica.Leads);
        }
        Assert.True(led > 1000, $"somebody led for {led} ticks only");

        async Task TickAsync()
        {
            foreach (var replica in replicas.OrderBy(_ => random.Next()).ToList())
            {
                await replica.PassAsync(Tick * (0.95 + (random.NextDouble() * 0.1)));
                // A frozen replica can't write; it checks its term when it resumes.
                var leaders = replicas.Where(one => one is { Frozen: false, Leads: true }).Select(one => one.Name).ToList();
                Assert.True(leaders.Count <= 1, $"{string.Join(" and ", leaders)} lead");
                led += leaders.Count;
            }
        }

        async Task InjectFaultAsync(Replica replica)
        {
            switch (random.Next(8))
            {
                case 0: replica.Cut = true; break;
                case 1: replica.Cut = false; break;
                case 2: replica.Frozen = true; break;
                case 3 or 4: replica.Frozen = false; break;
                case 5: replica.LostAnswers = random.Next(3); break;
                case 6: replica.Clock.SetWallClock(TimeSpan.FromSeconds(random.Next(-5000, 5000))); break;
                default: await RestartAsync(replica); break;
            }
        }

        // By SIGKILL or SIGTERM.
        async Task RestartAsync(Replica replica)
        {
            if (random.Next(2) == 0 && !replica.Frozen) await replica.StopAsync();
            replica.Dispose();
            replicas[replicas.IndexOf(replica)] = new Replica(server, $"replica-{created++}");
        }
    }
}
