using WebhookController.Core.Labels;
using WebhookController.Core.Layers;
using WebhookController.Core.Tests.Support;

namespace WebhookController.Core.Tests.Layers;

public sealed class LayerTests
{
    private static readonly Layer Good = After(null, "enabled=true retain=20");

    [Fact]
    public void Without_a_label_of_ours_it_is_silent() => Assert.Same(Layer.Silent, After(Good, ""));

    [Fact]
    public void What_it_says_is_in_force_at_once()
    {
        var after = After(Good, "enabled=false interval=6");

        Assert.Equal((false, new SettingsOverrides { Interval = 6 }), (after.Enabled, after.Settings));
        Assert.Empty(after.Violations);
    }

    [Fact]
    public void A_mistake_leaves_what_it_said_last_without_one()
    {
        var after = After(Good, "enabled=false retain=0");
        var still = After(after, "interval=5");

        Assert.All([after, still], layer => Assert.Equal((true, Good.Settings, true, true), (layer.Enabled, layer.Settings, layer.IsEnabledKnown, layer.AreSettingsKnown)));
        Assert.Equal(Condition.InvalidRetain, Assert.Single(after.Violations).Condition);
        Assert.Equal(Condition.InvalidInterval, Assert.Single(still.Violations).Condition);
        Assert.False(After(still, "enabled=false").Enabled);
    }

    [Fact]
    public void One_that_said_nothing_goes_on_saying_nothing()
    {
        var after = After(Layer.Silent, "enabled=true retain=0");

        Assert.Equal((null, SettingsOverrides.None, true, true), (after.Enabled, after.Settings, after.IsEnabledKnown, after.AreSettingsKnown));
        Assert.Single(after.Violations);
    }

    [Theory]
    [InlineData("enabled=x", false)]
    [InlineData("enabled=true retain=0", true)]
    [InlineData("enabled=false name=data", true)]
    [InlineData("retain=0", true)]
    [InlineData("unknown=1", true)]
    [InlineData("enabled=x retain=7", false)]
    public void With_a_mistake_when_it_is_first_read_its_settings_are_not_known_and_enabled_is_where_it_can_be_read(string labels, bool enabledIsKnown)
    {
        var layer = After(null, labels);

        Assert.Equal((enabledIsKnown, false), (layer.IsEnabledKnown, layer.AreSettingsKnown));
        // What a later mistake leaves is no better known.
        Assert.Equal((false, false), After(layer, "enabled=y") is var later ? (later.IsEnabledKnown, later.AreSettingsKnown) : default);
        Assert.True(After(layer, "enabled=true") is { IsEnabledKnown: true, AreSettingsKnown: true, Violations: [] });
    }

    [Fact]
    public void For_new_jobs_what_can_be_read_of_it_counts() => Assert.Equal(new() { Retain = 7 }, After(null, "enabled=x retain=7 interval=5").Settings);

    [Fact]
    public void One_that_could_never_be_read_says_nothing_that_is_known() =>
        Assert.True(Layer.Unknown is { Enabled: null, IsEnabledKnown: false, AreSettingsKnown: false, Violations: [] });

    [Fact]
    public void A_retain_above_longhorns_ceiling_is_no_mistake() => Assert.Empty(After(null, "retain=150").Violations);

    private static Layer After(Layer? before, string labels) => Layer.After(before, A.Labels(labels), A.Keys);
}
