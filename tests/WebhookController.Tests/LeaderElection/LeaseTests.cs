using System.Text.Json;
using System.Text.Json.Nodes;
using WebhookController.Core.Objects;
using WebhookController.LeaderElection;

namespace WebhookController.Tests.LeaderElection;

public sealed class LeaseTests
{
    private static readonly DateTimeOffset WholeSecond = new(2026, 1, 2, 3, 4, 5, TimeSpan.FromHours(2));

    private static readonly TimeSpan Duration = TimeSpan.FromSeconds(15);

    [Fact]
    public void A_new_Lease_has_a_holder_a_start_and_a_duration()
    {
        var lease = Lease.New(new ObjectKey("backup-controller", "name"), "us", Duration, WholeSecond);

        Assert.Equal("""
            {"apiVersion":"coordination.k8s.io/v1","kind":"Lease","metadata":{"name":"name","namespace":"backup-controller"},
            "spec":{"holderIdentity":"us","leaseDurationSeconds":15,"acquireTime":"2026-01-02T01:04:05.000000Z","renewTime":"2026-01-02T01:04:05.000000Z","leaseTransitions":0}}
            """.ReplaceLineEndings(""), Text(lease));
    }

    [Fact]
    public void A_renewal_changes_the_time_and_keeps_other_fields()
    {
        var renewed = Read("""{"strategy":"OldestEmulationVersion","preferredHolder":"x","holderIdentity":"us","acquireTime":"a","renewTime":"b","leaseTransitions":7}""")
            .Renewed(Duration, WholeSecond.AddMilliseconds(120));

        Assert.True(JsonNode.DeepEquals(JsonNode.Parse("""
            {"metadata":{"name":"n","resourceVersion":"5","labels":{"a":"b"}},"spec":{"strategy":"OldestEmulationVersion","preferredHolder":"x","holderIdentity":"us",
             "acquireTime":"a","renewTime":"2026-01-02T01:04:05.120000Z","leaseTransitions":7,"leaseDurationSeconds":15}}
            """), JsonNode.Parse(Text(renewed))), Text(renewed));
    }

    [Fact]
    public void Acquiring_counts_a_transition_and_releasing_empties_the_holder()
    {
        var taken = Read("""{"holderIdentity":"them","leaseTransitions":7,"leaseDurationSeconds":15}""").AcquiredBy("us", Duration, WholeSecond);
        var released = taken.Released(WholeSecond);

        Assert.Equal(new LeaseRecord("us", Duration, "2026-01-02T01:04:05.000000Z", 8), taken.Record);
        Assert.Equal(new LeaseRecord("", Duration, "2026-01-02T01:04:05.000000Z", 8), released.Record);
        Assert.Contains("\"holderIdentity\":\"\"", Text(released), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("{}")]
    [InlineData("null")]
    [InlineData("""{"holderIdentity":null,"leaseDurationSeconds":null,"renewTime":null,"leaseTransitions":null}""")]
    [InlineData("""{"holderIdentity":7,"leaseDurationSeconds":"15","leaseTransitions":"x"}""")]
    [InlineData("""{"leaseDurationSeconds":-1}""")]
    public void An_empty_Lease_is_free_and_without_a_duration(string spec)
    {
        Assert.Equal(LeaseRecord.Absent, Read(spec).Record);
        Assert.Equal("us", Read(spec).AcquiredBy("us", Duration, WholeSecond).Record.Holder);
    }

    private static Lease Read(string spec)
    {
        using var json = JsonDocument.Parse($$$"""{"metadata":{"name":"n","resourceVersion":"5","labels":{"a":"b"}},"spec":{{{spec}}}}""");
        return Lease.Read(json.RootElement);
    }

    private static string Text(Lease lease) => System.Text.Encoding.UTF8.GetString(lease.Body.Span);
}
