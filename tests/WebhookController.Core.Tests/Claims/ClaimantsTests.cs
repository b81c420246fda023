using CsCheck;
using WebhookController.Core.Tests.Support;

namespace WebhookController.Core.Tests.Claims;

public sealed class ClaimantsTests
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
    [InlineData("enabled=TRUE name=c", false)]
    public void Who_is_opted_in_and_named_asks_for_a_job(string labels, bool asks) =>
        Assert.Equal(asks, World.Of(A.Claim("a/x", labels)).Claimants.Of("backup-a-c").Contains(A.Key("a/x")));

    [Fact]
    public void Kept_up_to_date_it_is_what_it_would_be_rebuilt() =>
        Gen.Select(Gen.Int[0, Pvcs.Length - 1], Gen.Int[-1, Labels.Length - 1]).Array[1, 20].SampleTheSame(changes =>
        {
            var state = World.Of();
            foreach (var (pvc, labels) in changes)
            {
                var key = A.Key(Pvcs[pvc]);
                state = state.WithClaim(key, labels < 0 ? state.Claims.Remove(key, null) : state.Claims.Put(A.Claim(Pvcs[pvc], Labels[labels])));
            }
            var rebuilt = state.WithClaims(state.Claims).Claimants;

            Assert.All(Jobs, job => Assert.Equal(rebuilt.Of(job).Order(), state.Claimants.Of(job).Order()));
        });

    [Fact]
    public void On_other_storage_nobody_counts()
    {
        var state = World.Empty.With(A.Claim("a/c", "enabled=true name=c"), A.Claim("a/d", "enabled=true name=c", storageClass: "nfs"),
            A.Claim("a/e", "enabled=true name=c", storageClass: "not-there-yet")).State;

        Assert.Equal([A.Key("a/c"), A.Key("a/e")], state.ClaimantsOf("backup-a-c").Order());
    }
}
