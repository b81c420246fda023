using CsCheck;
using WebhookController.Core.Objects;
using WebhookController.Core.Tests.Support;

namespace WebhookController.Core.Tests.Objects;

public sealed class ObjectKeyTests
{
    private static readonly Gen<ObjectKey> Keys = Gen.Select(Gen.Char["ab-"].Array[0, 2], Gen.Char["ab-"].Array[0, 2])
        .Select((ns, name) => new ObjectKey(new string(ns), new string(name)));

    [Fact]
    public void Is_ordered_by_namespace_then_name() => Gen.Select(Keys, Keys).SampleTheSame((a, b) =>
    {
        var order = string.CompareOrdinal(a.Namespace, b.Namespace) is var byNamespace and not 0 ? byNamespace : string.CompareOrdinal(a.Name, b.Name);

        Assert.Equal(Math.Sign(order), Math.Sign(a.CompareTo(b)));
        Assert.Equal([order < 0, order <= 0, order > 0, order >= 0], [(a < b), a <= b, (a > b), a >= b]);
        Assert.Equal(order == 0, a == b);
    });

    [Fact]
    public void Prints_as_kubectl_does()
    {
        Assert.Equal("web/data", A.Key("web/data").ToString());
        Assert.Equal("pv-1", ObjectKey.ClusterScoped("pv-1").ToString());
    }
}
