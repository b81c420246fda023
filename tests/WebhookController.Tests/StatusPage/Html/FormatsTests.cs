using WebhookController.StatusPage.Html;

namespace WebhookController.Tests.StatusPage.Html;

public sealed class FormatsTests
{
    [Theory]
    [InlineData(0.3, "less than a minute")]
    [InlineData(59.9, "59 min")]
    [InlineData(180, "3 h")]
    [InlineData(140, "2 h 20 min")]
    [InlineData(200, "3 h")]
    [InlineData(31 * 60 + 20, "31 h")]
    [InlineData(73 * 60, "3 d")]
    public void Durations_have_the_figures_that_count(double minutes, string text) => Assert.Equal(text, Formats.Duration(TimeSpan.FromMinutes(minutes)));

    [Theory]
    [InlineData(0, "0 B")]
    [InlineData(1023, "1023 B")]
    [InlineData(1536, "1.5 KiB")]
    [InlineData(3L << 40, "3 TiB")]
    public void Sizes_are_in_the_unit_that_fits(long bytes, string text) => Assert.Equal(text, Formats.Size(bytes));

    [Fact]
    public void Coverage_is_never_rounded_up_to_all() => Assert.Equal("99.9 %", Formats.Percent(9999.0 / 10000));

    [Fact]
    public void A_long_error_is_cut() => Assert.Equal(400, Formats.Shorten(new string('x', 5000)).Length);
}
