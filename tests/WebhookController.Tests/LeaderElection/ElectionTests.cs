using WebhookController.LeaderElection;

namespace WebhookController.Tests.LeaderElection;

public sealed class ElectionTests
{
    private const string Us = "us";

    private static readonly LeaseRecord Theirs = new("them", TimeSpan.FromSeconds(15), "2026-01-01T00:00:00.000000Z", 3);

    [Theory]
    [InlineData(0)]
    [InlineData(1000)]
    public void Our_own_Lease_is_renewed_at_any_age(double unchanged) =>
        Assert.Equal(ElectionAction.Renew, Decide(Theirs with { Holder = Us }, unchanged));

    [Theory]
    [InlineData(14.9, ElectionAction.Wait)]
    [InlineData(15, ElectionAction.Acquire)]
    public void The_Lease_of_another_replica_is_left_alone_for_its_duration(double unchanged, object expected) =>
        Assert.Equal(expected, Decide(Theirs, unchanged));

    [Theory]
    [InlineData(39.9, ElectionAction.Wait)]
    [InlineData(40, ElectionAction.Acquire)]
    public void The_duration_is_that_of_the_holder_and_not_ours(double unchanged, object expected) =>
        Assert.Equal(expected, Decide(Theirs with { Duration = TimeSpan.FromSeconds(40) }, unchanged));

    [Theory]
    [InlineData(14.9, ElectionAction.Wait)]
    [InlineData(15, ElectionAction.Acquire)]
    public void A_Lease_without_a_duration_is_left_alone_for_our_duration(double unchanged, object expected) =>
        Assert.Equal(expected, Decide(Theirs with { Duration = null }, unchanged));

    [Fact]
    public void A_released_Lease_is_acquired_at_once() => Assert.Equal(ElectionAction.Acquire, Decide(Theirs with { Holder = "" }, unchanged: 0));

    [Fact]
    public void If_there_never_was_a_Lease_it_is_created_at_once() =>
        Assert.Equal(ElectionAction.Create, Election.Decide(null, LeaseRecord.Absent, TimeSpan.Zero, Us, TimeSpan.FromSeconds(15)));

    [Theory]
    [InlineData("them", 14.9, ElectionAction.Wait)]
    [InlineData("them", 15, ElectionAction.Create)]
    [InlineData(Us, 0, ElectionAction.Create)]
    [InlineData("", 0, ElectionAction.Create)]
    public void A_deleted_Lease_is_created_again_once_its_holder_must_have_noticed(string holder, double unchanged, object expected) =>
        Assert.Equal(expected, Election.Decide(null, Theirs with { Holder = holder }, TimeSpan.FromSeconds(unchanged), Us, TimeSpan.FromSeconds(15)));

    private static object Decide(LeaseRecord lease, double unchanged) =>
        Election.Decide(lease, lease, TimeSpan.FromSeconds(unchanged), Us, TimeSpan.FromSeconds(15));
}
