using WebhookController.Core.Cluster;
using WebhookController.Core.Layers;
using WebhookController.Core.Objects;
using WebhookController.Core.Tests.Support;

namespace WebhookController.Core.Tests.Cluster;

/// By the Namespaces of a state: StorageClasses are read the same way.
public sealed class LayerIndexTests
{
    private ClusterState _state = World.Of();
    private int _version = 10;

    private Layer Web => _state.NamespaceLayers.Of("web");

    [Fact]
    public void Who_has_no_labels_of_ours_or_is_not_there_is_silent()
    {
        Assert.Same(Layer.Silent, Web);
        Assert.Same(Layer.Silent, _state.NamespaceLayers.Of("nowhere"));
        Assert.Same(Layer.Silent, _state.ClassLayers.Of("longhorn"));
    }

    [Fact]
    public void What_is_said_last_counts()
    {
        Put("enabled=true retain=20");
        Assert.Equal((true, 20), (Web.Enabled, Web.Settings.Retain));

        Put("enabled=false");
        Assert.Equal((false, null), (Web.Enabled, Web.Settings.Retain));

        Put("");
        Assert.Same(Layer.Silent, Web);
    }

    [Fact]
    public void A_mistake_leaves_what_was_said_before_through_a_time_in_which_it_cannot_be_read()
    {
        Put("enabled=true retain=20");
        Put("enabled=x");
        Assert.Equal((true, 20), (Web.Enabled, Web.Settings.Retain));

        MarkUnknown();
        Assert.Equal((true, 20), (Web.Enabled, Web.Settings.Retain));

        Put("enabled=y");
        Assert.Equal((true, 20), (Web.Enabled, Web.Settings.Retain));
    }

    [Fact]
    public void So_it_does_where_nothing_was_said_before()
    {
        Put("enabled=x");
        Assert.True(Web is { Enabled: null, IsEnabledKnown: true });

        Put("");
        MarkUnknown();
        Assert.True(Web is { Enabled: null, IsEnabledKnown: true });

        Put("enabled=y");
        Assert.True(Web is { Enabled: null, IsEnabledKnown: true });
    }

    [Fact]
    public void One_that_is_made_with_a_mistake_is_not_known_until_that_is_corrected()
    {
        Remove();
        Put("enabled=x");
        Assert.False(Web.IsEnabledKnown);

        MarkUnknown();
        Assert.False(Web.IsEnabledKnown);

        Put("enabled=false");
        Assert.True(Web is { Enabled: false, IsEnabledKnown: true });
    }

    [Fact]
    public void One_that_could_never_be_read_is_not_known()
    {
        Remove();
        MarkUnknown();
        Assert.Equal(Layer.Unknown, Web);

        Put("");
        Assert.Same(Layer.Silent, Web);
    }

    [Fact]
    public void What_one_said_that_is_gone_is_forgotten()
    {
        Put("enabled=true");
        Remove();
        Assert.Same(Layer.Silent, Web);

        Put("enabled=x");
        Assert.False(Web.IsEnabledKnown);
    }

    [Fact]
    public void Those_with_a_mistake_and_those_not_known_are_told_in_the_order_of_names()
    {
        _state = World.Empty.With(A.Namespace("web", "enabled=true"), A.Namespace("b", "enabled=true retain=0"), A.Namespace("c", "enabled=x")).WithUnknown<NamespaceObject>("a").State;

        Assert.Equal(["a", "b", "c"], _state.NamespaceLayers.WithMistakes.Select(layer => layer.Key));

        Put("retain=0");
        Assert.Equal(["a", "b", "c", "web"], _state.NamespaceLayers.WithMistakes.Select(layer => layer.Key));
        Assert.Empty(_state.ClassLayers.WithMistakes);

        MarkUnknown();
        Put("");
        Assert.DoesNotContain("web", _state.NamespaceLayers.WithMistakes.Select(layer => layer.Key));
    }

    [Fact]
    public void StorageClasses_speak_for_themselves()
    {
        _state = _state.Put(StateSlots.StorageClasses, A.Class("web", labels: "enabled=false retain=3"));

        Assert.Same(Layer.Silent, Web);
        Assert.Equal((false, 3), (_state.ClassLayers.Of("web").Enabled, _state.ClassLayers.Of("web").Settings.Retain));
    }

    private void Put(string labels) => _state = _state.Put(StateSlots.Namespaces, A.Namespace("web", labels) with { ResourceVersion = $"{_version++}" });

    private void MarkUnknown() => _state = _state.Change(StateSlots.Namespaces, A.Key("web"), set => set.MarkUnknown(A.Key("web")));

    private void Remove() => _state = _state.Change(StateSlots.Namespaces, A.Key("web"), set => set.Remove(A.Key("web"), null));
}
