using WebhookController.Core.Cluster;
using WebhookController.Core.Labels;
using WebhookController.Core.Objects;
using WebhookController.Reconciliation;

namespace WebhookController.Tests.Reconciliation;

public sealed class DefaultsInForceTests
{
    private static readonly ClusterState Unread = new(LabelKeys.Default, "longhorn-system");
    private readonly DefaultsStore _defaults = new();

    [Fact]
    public void Before_the_config_map_was_read_nothing_is_settled() => Assert.False(_defaults.Read(Unread).IsLastKnownGood);

    [Fact]
    public void Without_a_config_map_the_built_in_defaults_are_for_new_jobs_only()
    {
        var defaults = _defaults.Read(With());

        Assert.False(defaults.IsLastKnownGood);
        Assert.Equal(8, defaults.Settings.Retain);
    }

    [Fact]
    public void A_config_map_that_goes_leaves_existing_jobs_as_they_are_whether_or_not_we_restart()
    {
        _defaults.Read(With(("retain", "30")));

        Assert.Equal(_defaults.Read(With()), new DefaultsStore().Read(With()));
    }

    [Fact]
    public void A_mistake_leaves_the_last_good_ones_in_force()
    {
        _defaults.Read(With(("retain", "5")));

        var defaults = _defaults.Read(With(("retain", "many")));

        Assert.Equal(5, defaults.Settings.Retain);
        Assert.True(defaults.IsLastKnownGood);
        Assert.Single(defaults.Violations);
    }

    [Fact]
    public void A_mistake_right_after_the_start_leaves_the_defaults_unsettled()
    {
        _defaults.Read(Unread);

        Assert.False(_defaults.Read(With(("retain", "many"))).IsLastKnownGood);
    }

    [Fact]
    public void A_config_map_that_cannot_be_read_leaves_the_last_good_ones_in_force()
    {
        _defaults.Read(With(("retain", "5")));

        var unknown = Unread with { ConfigMaps = ObjectSet<ConfigMap>.Unread.Replace([], [Key], "2") };

        Assert.Equal(5, _defaults.Read(unknown).Settings.Retain);
    }

    private static ObjectKey Key => new("backup-controller", "backup-defaults");

    private static ClusterState With(params (string, string)[] data) => Unread with
    {
        ConfigMaps = ObjectSet<ConfigMap>.Unread.Replace(
            data.Length == 0 ? [] : [new ConfigMap { Key = Key, Uid = "u", ResourceVersion = "1", Data = LabelSet.Of(data) }], [], "1"),
    };
}
