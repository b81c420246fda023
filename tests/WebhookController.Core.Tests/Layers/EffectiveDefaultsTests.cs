using WebhookController.Core.Labels;
using WebhookController.Core.Layers;
using WebhookController.Core.Scheduling;
using WebhookController.Core.Tests.Support;

namespace WebhookController.Core.Tests.Planning;

public sealed class DefaultsTests
{
    private static readonly EffectiveDefaults Good = After(null, "retain=14");

    [Fact]
    public void Without_a_ConfigMap_the_built_in_ones_are_in_force()
    {
        Assert.Equal(BackupSettings.BuiltIn, EffectiveDefaults.BuiltIn.Settings);
        Assert.True(EffectiveDefaults.BuiltIn.IsLastKnownGood);
        Assert.Same(EffectiveDefaults.BuiltIn, EffectiveDefaults.After(null, null, Limits.Default));
    }

    [Fact]
    public void A_ConfigMap_that_goes_leaves_what_it_said_in_force_and_is_told()
    {
        var after = EffectiveDefaults.After(Good with { AllowMassDeletion = "abc" }, null, Limits.Default);

        Assert.Equal((14, true, true, false), (after.Settings.Retain, after.IsLastKnownGood, after.SourceDeleted, after.Followed));
        Assert.Null(after.AllowMassDeletion);
        Assert.Equal(after, EffectiveDefaults.After(after, null, Limits.Default));
        Assert.True(After(after, "retain=20").Followed);
        Assert.False(After(after, "retain=x").SourceDeleted);
    }

    [Fact]
    public void A_ConfigMap_that_said_what_is_built_in_is_not_missed() =>
        Assert.Same(EffectiveDefaults.BuiltIn, EffectiveDefaults.After(After(null, "retain=8"), null, Limits.Default));

    [Fact]
    public void What_the_ConfigMap_says_is_in_force_at_once()
    {
        var changed = After(Good, "retain=20 interval=6 allow-mass-deletion=abc");

        Assert.Equal(BackupSettings.BuiltIn with { Retain = 20, Interval = 6 }, changed.Settings);
        Assert.Equal("abc", changed.AllowMassDeletion);
        Assert.Empty(changed.Violations);
    }

    [Fact]
    public void A_mistake_leaves_the_last_good_ones_in_force_and_is_reported()
    {
        var after = After(Good, "retain=20 interval=5 allow-mass-deletion=abc");

        Assert.Equal(Good.Settings, after.Settings);
        Assert.True(after.IsLastKnownGood);
        Assert.Equal("abc", after.AllowMassDeletion);
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
        Assert.True(EffectiveDefaults.After(after, null, Limits.Default).IsLastKnownGood);
    }

    private static EffectiveDefaults After(EffectiveDefaults? lastGood, string data) => EffectiveDefaults.After(lastGood, A.ConfigMap(data), Limits.Default);
}
