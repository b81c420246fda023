using WebhookController.Core.Cluster;
using WebhookController.Core.Labels;
using WebhookController.Core.Tests.Support;

namespace WebhookController.Core.Tests.Cluster;

public sealed class ResolvedClaimTests
{
    private static readonly World Cluster = World.Empty with { Exemptions = new(["scratch"], [LabelSelector.Read("temporary")!]) };

    [Theory]
    [InlineData("web/data", "", "enabled=true", "backup-web-data")]
    [InlineData("web/data", "name=mine", "enabled=true", "backup-web-mine")]
    [InlineData("web/data", "name=MINE", "enabled=true", null)]
    [InlineData("web/data", "", "enabled=false", null)]
    [InlineData("web/data", "enabled=false", "enabled=true", null)]
    [InlineData("scratch/data", "enabled=true", "enabled=true", null)]
    public void A_layer_asks_for_a_job_like_a_label(string claim, string labels, string ns, string? job)
    {
        var resolved = ResolvedClaim.Of(A.Claim(claim, labels), Cluster.With(A.Namespace("web", ns), A.Namespace("scratch", ns)).State);

        Assert.Equal(job, resolved.AskedName);
    }

    [Fact]
    public void Who_is_exempt_asks_for_nothing_and_keeps_what_its_labels_say_for_a_person()
    {
        var resolved = ResolvedClaim.Of(A.Claim("scratch/data", "enabled=true archive=true name=x"), Cluster.With(A.Namespace("scratch")).State);

        Assert.Equal("namespace scratch", resolved.Exemption?.ToString());
        Assert.False(resolved.Intent.OptedIn || resolved.Intent.OptedOut || resolved.Intent.WantsArchive || resolved.FirstAttempt is not null);
        Assert.True(resolved.Labels.Intent is { Enabled: true, Archive: true });
    }

    [Theory]
    [InlineData("", true)]
    [InlineData("retain=3", true)]
    [InlineData("enabled=true", false)]
    [InlineData("enabled=false", false)]
    [InlineData("enabled=perhaps", false)]
    public void A_label_enabled_of_its_own_readable_or_not_beats_a_selector(string labels, bool isExempt) => Assert.Equal(
        isExempt, ResolvedClaim.Of(A.Claim("web/data", labels) with { SelectedLabels = LabelSet.Of(("temporary", "yes")) }, Cluster.State).Exemption is not null);

    [Fact]
    public void A_layer_that_opts_in_is_enough_for_an_archive_and_one_that_opts_out_ends_it()
    {
        Assert.NotNull(In("enabled=true").FirstAttempt);
        Assert.Null(In("enabled=false").FirstAttempt);

        static ResolvedClaim In(string ns) => ResolvedClaim.Of(A.Claim("web/data", "archive=true"), World.Of(A.Namespace("web", ns)));
    }

    [Fact]
    public void It_is_resolved_anew_with_its_namespace_and_its_class()
    {
        var state = World.Of(A.Claim("web/data", ""), A.Claim("web/default", "", storageClass: null));
        Assert.Equal([EnabledBy.Nobody, EnabledBy.Nobody], By(state));

        state = state.Put(StateSlots.StorageClasses, A.Class("longhorn", isDefault: true, labels: "enabled=true") with { ResourceVersion = "2" });
        Assert.Equal([EnabledBy.StorageClass, EnabledBy.StorageClass], By(state));

        state = state.Put(StateSlots.Namespaces, A.Namespace("web", "enabled=true") with { ResourceVersion = "2" });
        Assert.Equal([EnabledBy.Namespace, EnabledBy.Namespace], By(state));

        state = state.Change(StateSlots.Namespaces, A.Key("web"), set => set.Remove(A.Key("web"), null));
        Assert.Equal([EnabledBy.Undecided, EnabledBy.Undecided], By(state));
    }

    private static EnabledBy[] By(ClusterState state) => [state.ClaimIndex[A.Key("web/data")]!.EnabledBy, state.ClaimIndex[A.Key("web/default")]!.EnabledBy];
}
