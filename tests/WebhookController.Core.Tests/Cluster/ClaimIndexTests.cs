using CsCheck;
using WebhookController.Core.Cluster;
using WebhookController.Core.Tests.Support;

namespace WebhookController.Core.Tests.Cluster;

public sealed class ClaimIndexTests
{
    private static readonly string[] Pvcs = ["a-b/c", "a/b-c", "a/c", "a/d"];
    private static readonly string[] Labels = ["", "enabled=true", "enabled=false name=c", "enabled=true name=c", "enabled=true name=b-c", "enabled=true name=C", "enabled=x name=c"];
    private static readonly string[] Jobs = ["backup-a-b-c", "backup-a-c", "backup-a-d", "backup-a-b-b-c", "backup-a-C"];

    [Theory]
    [InlineData("enabled=true name=c", true)]
    [InlineData("enabled=true name=c retain=nonsense", true)]
    [InlineData("enabled=false name=c", false)]
    [InlineData("name=c", false)]
    [InlineData("enabled=true", false)]
    [InlineData("enabled=true name=C", false)]
    [InlineData("enabled=TRUE name=c", true)]
    public void Who_is_opted_in_and_named_demands_a_job(string labels, bool asks) =>
        Assert.Equal(asks, World.Of(A.Claim("a/x", labels)).ClaimIndex.ByWrittenName.Of("backup-a-c").Contains(A.Key("a/x")));

    [Theory]
    [InlineData("enabled=true", true)]
    [InlineData("enabled=true retain=nonsense", true)]
    [InlineData("enabled=true name=c", false)]
    [InlineData("enabled=true name=C", false)]
    [InlineData("enabled=false", false)]
    [InlineData("", false)]
    public void A_pvc_opted_in_without_a_name_asks_for_a_job_by_its_own(string labels, bool asks) =>
        Assert.Equal(asks, World.Of(A.Claim("a/x", labels)).ClaimIndex.ByOwnName.Of("backup-a-x").Contains(A.Key("a/x")));

    [Fact]
    public void Kept_up_to_date_it_is_what_it_would_be_rebuilt() =>
        Gen.Select(Gen.Int[0, Pvcs.Length - 1], Gen.Int[-1, Labels.Length - 1]).Array[1, 20].SampleTheSame(changes =>
        {
            var state = World.Of();
            foreach (var (pvc, labels) in changes)
                state = labels < 0
                    ? state.Change(StateSlots.Claims, A.Key(Pvcs[pvc]), set => set.Remove(A.Key(Pvcs[pvc]), null))
                    : state.Put(StateSlots.Claims, A.Claim(Pvcs[pvc], Labels[labels]));
            var rebuilt = World.Of([.. state.Claims.Items.Values]).ClaimIndex;

            Assert.All(Jobs, job => Assert.Equal(rebuilt.ByWrittenName.Of(job), state.ClaimIndex.ByWrittenName.Of(job)));
            Assert.All(Jobs, job => Assert.Equal(rebuilt.ByOwnName.Of(job), state.ClaimIndex.ByOwnName.Of(job)));
        });

    [Fact]
    public void On_other_storage_nobody_counts()
    {
        var state = World.Of(A.Claim("a/c", "enabled=true name=c"), A.Claim("a/d", "enabled=true name=c", storageClass: "nfs"),
            A.Claim("a/e", "enabled=true name=c", storageClass: "not-there-yet"));

        Assert.Equal([A.Key("a/c"), A.Key("a/e")], state.ClaimIndex.ByWrittenName.Of("backup-a-c").ToList());
    }

    [Fact]
    public void A_class_that_appears_later_settles_whose_the_pvc_is()
    {
        var state = World.Of(A.Claim("a/c", "enabled=true name=c", storageClass: "later"));
        Assert.Equal(Scope.Unknown, state.ClaimIndex[A.Key("a/c")]!.Scope);

        state = state.Put(StateSlots.StorageClasses, A.Class("later", "nfs.csi.k8s.io"));

        Assert.Equal(Scope.NotLonghorn, state.ClaimIndex[A.Key("a/c")]!.Scope);
        Assert.Empty(state.ClaimIndex.ByWrittenName.Of("backup-a-c").ToList());
    }

    [Fact]
    public void A_pv_that_appears_later_names_the_volume()
    {
        var state = World.Of(A.Claim("a/c", volume: "pv-1"));
        Assert.Empty(state.ClaimIndex.ByVolume.Of("v1").ToList());

        state = state.Put(StateSlots.PersistentVolumes, A.Pv("pv-1", "v1") with { ClaimRef = A.Key("a/c") });

        Assert.Equal([A.Key("a/c")], state.ClaimIndex.ByVolume.Of("v1").ToList());
    }
}
