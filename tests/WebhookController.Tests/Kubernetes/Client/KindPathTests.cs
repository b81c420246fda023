using WebhookController.Core.Objects;
using WebhookController.Kubernetes.Client;

namespace WebhookController.Tests.Kubernetes.Client;

public sealed class KindPathTests
{
    private static readonly KindPath Claims = new("", "v1", "persistentvolumeclaims");
    private static readonly KindPath Jobs = new("longhorn.io", "v1beta2", "recurringjobs") { Namespace = "longhorn-system" };

    [Fact]
    public void The_core_group_and_others_have_different_roots()
    {
        Assert.Equal("api/v1/persistentvolumeclaims", Claims.Collection);
        Assert.Equal("apis/longhorn.io/v1beta2/namespaces/longhorn-system/recurringjobs", Jobs.Collection);
    }

    [Fact]
    public void An_object_is_found_below_its_namespace_if_it_has_one()
    {
        Assert.Equal("api/v1/namespaces/mon/persistentvolumeclaims/grafana", Claims.Item(new ObjectKey("mon", "grafana")));
        Assert.Equal("api/v1/nodes/one", new KindPath("", "v1", "nodes").Item(ObjectKey.ClusterScoped("one")));
    }

    [Fact]
    public void A_name_cannot_reach_beyond_its_place() =>
        Assert.Equal("api/v1/namespaces/a%2Fb/persistentvolumeclaims/c%3Fd", Claims.Item(new ObjectKey("a/b", "c?d")));

    [Fact]
    public void A_kind_is_called_by_plural_and_group()
    {
        Assert.Equal("persistentvolumeclaims", Claims.ToString());
        Assert.Equal("recurringjobs.longhorn.io", Jobs.ToString());
    }
}
