using WebhookController.Core.Cluster;
using WebhookController.Core.Labels;
using WebhookController.Core.Objects;
using WebhookController.Core.Reviews;
using WebhookController.Core.Tests.Support;

namespace WebhookController.Core.Tests.Reviews;

public sealed class LayerReviewTests
{
    public static TheoryData<LayerKind> Kinds => [LayerKind.Namespace, LayerKind.StorageClass];

    [Theory]
    [MemberData(nameof(Kinds))]
    public void Every_mistake_that_is_made_is_refused_at_once_and_of_what_is_refused_nothing_is_warned(LayerKind kind)
    {
        Assert.Equal([Condition.InvalidEnabled, Condition.InvalidRetain, Condition.InvalidName], Denied(kind, "", "enabled=x retain=0 name=data"));
        Assert.Equal([Condition.UnknownLabel], Denied(kind, null, "intervall=4"));
        Assert.Empty(Of(kind, "enabled=true", "enabled=false retain=0").Warnings);
    }

    [Theory]
    [InlineData("retain=0", "retain=0 interval=6")]
    [InlineData("retain=0 interval=5", "retain=0")]
    [InlineData("retain=0", "")]
    [InlineData("retain=0", null)]
    [InlineData("retain=0", "retain=5")]
    public void An_old_mistake_does_not_block_a_change(string before, string? after) => Assert.Empty(Of(LayerKind.Namespace, before, after).Denials);

    [Fact]
    public void A_new_mistake_beside_an_old_one_is_refused_alone() =>
        Assert.Equal([Condition.InvalidInterval], Denied(LayerKind.Namespace, "retain=0", "retain=0 interval=5"));

    [Theory]
    [MemberData(nameof(Kinds))]
    public void An_old_mistake_that_is_left_keeps_the_change_from_taking_effect_and_that_is_said(LayerKind kind)
    {
        var state = World.Of(A.Claim("web/data", "", storageClass: "web"), A.Namespace("web"), A.Class("web"));
        state = kind == LayerKind.Namespace
            ? state.Put(StateSlots.Namespaces, A.Namespace("web", "retain=0") with { ResourceVersion = "2" })
            : state.Put(StateSlots.StorageClasses, A.Class("web", labels: "retain=0") with { ResourceVersion = "2" });

        Assert.Equal(
            [$"{kind} web: an earlier mistake is left: what it said last without one stays in force"],
            LayerReview.Of(Change(kind, "retain=0", "retain=0 enabled=true", state)).Warnings);
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public void Where_it_was_there_from_the_start_what_can_be_read_takes_effect_and_that_is_said(LayerKind kind) => Assert.Equal(
        [$"{kind} web: an earlier mistake is left: until it is corrected, jobs keep their settings", $"{kind} web: 1 PVC gets a job"],
        Of(kind, "retain=0", "retain=0 enabled=true", A.Claim("web/data", "", storageClass: "web"), kind == LayerKind.Namespace ? A.Class("web") : A.Namespace("web")).Warnings);

    [Fact]
    public void A_change_of_other_labels_is_allowed_without_a_word() => Assert.Same(Review.Allowed, Of(LayerKind.Namespace, "retain=0", "retain=0"));

    [Fact]
    public void A_retain_above_longhorns_ceiling_is_refused_where_it_is_new()
    {
        var ceiling = A.Setting("recurring-job-max-retention", "10");

        Assert.Equal(
            "backup.vluwte.nl/retain=11 is not allowed: use a whole number from 1 to 10",
            Assert.Single(Of(LayerKind.Namespace, "", "retain=11", ceiling).Denials).Message);
        Assert.Empty(Of(LayerKind.Namespace, "", "retain=10", ceiling).Denials);
        Assert.Empty(Of(LayerKind.Namespace, "", "retain=101", A.Setting("recurring-job-max-retention", "0")).Denials);
    }

    [Fact]
    public void One_that_is_above_a_ceiling_lowered_since_is_no_mistake_and_what_else_changes_takes_effect() => Assert.Equal(
        ["Namespace web: 1 PVC gets a job"],
        Of(LayerKind.Namespace, "retain=20", "retain=20 enabled=true", A.Setting("recurring-job-max-retention", "10"), A.Claim("web/data", "")).Warnings);

    [Fact]
    public void Before_longhorn_can_be_read_mistakes_are_refused_and_nothing_is_foretold()
    {
        var state = World.Empty.With(A.Claim("web/data", "")).WithUnsynced<RecurringJob>().State;

        Assert.Single(LayerReview.Of(Change(LayerKind.Namespace, "", "retain=0", state)).Denials);
        Assert.Same(Review.Allowed.Warnings, LayerReview.Of(Change(LayerKind.Namespace, "", "enabled=true", state)).Warnings);
    }

    private static Condition[] Denied(LayerKind kind, string? before, string? after) => [.. Of(kind, before, after).Denials.Select(violation => violation.Condition)];

    private static Review Of(LayerKind kind, string? before, string? after, params ClusterObject[] around) => LayerReview.Of(Change(kind, before, after, World.Of(
        [.. around, kind == LayerKind.Namespace ? A.Namespace("web", before ?? "") : A.Class("web", labels: before ?? "")])));

    private static LayerChange Change(LayerKind kind, string? before, string? after, ClusterState state) =>
        new(kind, "web", before is null ? null : A.Labels(before), after is null ? null : A.Labels(after), state, A.Now);
}
