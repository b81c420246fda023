using WebhookController.Core.Labels;
using WebhookController.Core.Layers;
using WebhookController.Core.Tests.Support;

namespace WebhookController.Core.Tests.Labels;

public sealed class StartTimeTests
{
    [Fact]
    public void Auto_is_read_in_a_label_in_a_layer_and_in_the_ConfigMap()
    {
        Assert.Equal(StartTime.Auto, LabelParser.Parse(A.Labels("start=auto"), A.Keys, Limits.Default).Intent.Overrides.Start);
        Assert.Equal(StartTime.Auto, LayerParser.Parse(A.Labels("start=auto"), A.Keys, Limits.Default).Settings.Start);
        Assert.Equal(StartTime.Auto, DefaultsParser.Parse(A.ConfigMap("start=auto").Data, Limits.Default).Settings.Start);
    }

    [Theory]
    [InlineData("Auto")]
    [InlineData("AUTO")]
    [InlineData("auto ")]
    [InlineData("automatic")]
    [InlineData("")]
    public void It_has_one_spelling(string text) => Assert.False(LabelTable.Start.Grammar.TryRead(text, Limits.Default, out _));

    [Fact]
    public void It_is_no_time_of_day()
    {
        Assert.Null(StartTime.Auto.Time);
        Assert.NotEqual(StartTime.Auto, new StartTime(TimeOnly.MinValue));
        Assert.NotEqual(new SettingsOverrides(), new SettingsOverrides { Start = StartTime.Auto });
    }
}
