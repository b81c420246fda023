using WebhookController.Core.Labels;
using WebhookController.Core.Layers;
using WebhookController.Core.Scheduling;
using WebhookController.Core.Tests.Support;

namespace WebhookController.Core.Tests.Layers;

public sealed class DefaultsTests
{
    private static readonly EffectiveDefaults Good = After(null, "retain=14");

    [Fact]
    public void Without_a_ConfigMap_the_built_in_ones_are_for_new_jobs_only()
    {
        Assert.Equal(BackupSettings.BuiltIn, EffectiveDefaults.WithoutConfigMap.Settings);
        Assert.False(EffectiveDefaults.WithoutConfigMap.IsLastKnownGood);
        Assert.Same(EffectiveDefaults.WithoutConfigMap, EffectiveDefaults.After(null, null));
    }

    [Fact]
    public void An_empty_ConfigMap_says_what_is_built_in() => Assert.Equivalent(EffectiveDefaults.BuiltIn, After(null, ""), strict: true);

    [Fact]
    public void A_ConfigMap_that_goes_leaves_what_one_that_never_was_leaves() =>
        Assert.Same(EffectiveDefaults.WithoutConfigMap, EffectiveDefaults.After(Good with { AllowMassDeletion = "abc" }, null));

    [Fact]
    public void What_the_ConfigMap_says_is_in_force_at_once()
    {
        var changed = After(Good, "retain=20 interval=6 allow-mass-deletion=abc allow-lower-retention=def");

        Assert.Equal(BackupSettings.BuiltIn with { Retain = 20, Interval = 6 }, changed.Settings);
        Assert.Equal(("abc", "def"), (changed.AllowMassDeletion, changed.AllowLowerRetention));
        Assert.Empty(changed.Violations);
    }

    [Fact]
    public void A_mistake_leaves_the_last_good_ones_in_force_and_is_reported()
    {
        var after = After(Good, "retain=20 interval=5 allow-mass-deletion=abc allow-lower-retention=def");

        Assert.Equal(Good.Settings, after.Settings);
        Assert.True(after.IsLastKnownGood);
        Assert.Equal(("abc", "def"), (after.AllowMassDeletion, after.AllowLowerRetention));
        Assert.Equal(Condition.InvalidInterval, Assert.Single(after.Violations).Condition);
        Assert.Equal(Good.Settings, After(after, "retain=x").Settings);
        Assert.Empty(After(after, "retain=20").Violations);
    }

    [Fact]
    public void A_mistake_right_after_the_start_leaves_them_unknown_until_it_is_corrected()
    {
        var after = After(null, "retain=20 interval=5");

        Assert.False(after.IsLastKnownGood);
        Assert.Equal(20, after.Settings.Retain);
        Assert.False(After(after, "retain=21 interval=7").IsLastKnownGood);
        Assert.True(After(after, "retain=21").IsLastKnownGood);
        Assert.False(EffectiveDefaults.After(after, null).IsLastKnownGood);
    }

    [Fact]
    public void A_mistake_after_a_time_without_a_ConfigMap_leaves_them_unsettled() =>
        Assert.False(After(EffectiveDefaults.After(Good, null), "retain=x").IsLastKnownGood);

    [Fact]
    public void A_default_above_longhorns_ceiling_is_no_mistake() => Assert.Equal(150, After(null, "retain=150").Settings.Retain);

    private static EffectiveDefaults After(EffectiveDefaults? lastGood, string data) => EffectiveDefaults.After(lastGood, A.ConfigMap(data));
}
