using WebhookController.Core.Cluster;
using WebhookController.Core.Objects;
using WebhookController.Core.Tests.Support;

namespace WebhookController.Core.Tests.Cluster;

public sealed class ClaimScopeTests
{
    private static readonly World Cluster = World.Empty.With(
        Its(A.Pv("lh-pv", "vol-1")), Its(A.Pv("nfs-pv", "x", "nfs.csi.k8s.io")), Its(A.Pv("local-pv", null, null)),
        A.Pv("free-pv", "vol-2"), Its(A.Pv("predecessors-pv", "vol-2")) with { ClaimUid = "uid-before" }, A.Pv("others-pv", "vol-3") with { ClaimRef = A.Key("web/other") });

    [Theory]
    [InlineData("longhorn", null, Scope.Longhorn)]
    [InlineData("longhorn", "lh-pv", Scope.Longhorn)]
    [InlineData("longhorn", "not-read-yet", Scope.Longhorn)]
    [InlineData("nfs", null, Scope.NotLonghorn)]
    [InlineData("nfs", "nfs-pv", Scope.NotLonghorn)]
    [InlineData("nfs", "lh-pv", Scope.Longhorn)]
    [InlineData("not-there-yet", null, Scope.Unknown)]
    [InlineData("not-there-yet", "lh-pv", Scope.Longhorn)]
    [InlineData("not-there-yet", "nfs-pv", Scope.NotLonghorn)]
    [InlineData("not-there-yet", "local-pv", Scope.NotLonghorn)]
    [InlineData("", null, Scope.Unknown)]
    [InlineData("", "lh-pv", Scope.Longhorn)]
    [InlineData("", "free-pv", Scope.Unknown)]
    [InlineData("", "predecessors-pv", Scope.Unknown)]
    [InlineData("", "others-pv", Scope.Unknown)]
    [InlineData("", "local-pv", Scope.NotLonghorn)]
    [InlineData(null, null, Scope.Unknown)]
    [InlineData(null, "not-read-yet", Scope.Unknown)]
    public void Class_and_volume_decide(string? storageClass, string? volume, Scope scope) =>
        Assert.Equal(scope, ClaimScope.Of(A.Claim("web/data", storageClass: storageClass, volume: volume), Cluster.State));

    [Theory]
    [InlineData(null, null, Scope.Longhorn)]
    [InlineData(null, "lh-pv", Scope.Longhorn)]
    [InlineData(null, "nfs-pv", Scope.NotLonghorn)]
    [InlineData("", null, Scope.Unknown)]
    [InlineData("nfs", null, Scope.NotLonghorn)]
    public void The_default_class_counts_for_unbound_pvcs_that_name_none(string? storageClass, string? volume, Scope scope) => Assert.Equal(scope,
        ClaimScope.Of(A.Claim("web/data", storageClass: storageClass, volume: volume), Cluster.With(A.Class("lh", isDefault: true)).State));

    [Theory]
    [InlineData("lh-pv", "vol-1")]
    [InlineData("free-pv", null)]
    [InlineData("predecessors-pv", null)]
    [InlineData("others-pv", null)]
    [InlineData("nfs-pv", null)]
    [InlineData("not-read-yet", null)]
    [InlineData(null, null)]
    public void The_longhorn_volume_is_the_handle_of_the_pv(string? volume, string? handle) =>
        Assert.Equal(handle, ClaimScope.LonghornVolumeOf(A.Claim("web/data", volume: volume), Cluster.State));

    [Theory]
    [InlineData("source", true)]
    [InlineData("source=disabled", false)]
    [InlineData("backup-web-data", false)]
    public void Longhorn_copies_labels_from_a_pvc_that_says_so(string jobLabels, bool isSource) =>
        Assert.Equal(isSource, A.Claim("web/data", jobLabels: jobLabels).IsJobLabelSource);

    private static PersistentVolume Its(PersistentVolume volume) => volume with { ClaimRef = A.Key("web/data"), ClaimUid = "uid-pvc-web/data" };
}
