using WebhookController.Commands.Output;

namespace WebhookController.Tests.Commands.Output;

/// Durations and sizes as people say them.
public sealed class DurationsTests
{
    [Theory]
    [InlineData(0.5, "now")]
    [InlineData(59, "59 min")]
    [InlineData(60, "1 h")]
    [InlineData(61, "1 h 1 min")]
    [InlineData(47 * 60 + 59, "47 h 59 min")]
    [InlineData(48 * 60, "2 d")]
    public void Durations_have_one_or_two_units(double minutes, string text) => Assert.Equal(text, Durations.Short(TimeSpan.FromMinutes(minutes)));

    [Fact]
    public void None_is_a_dash() => Assert.Equal("–", Durations.Short(null));

    [Theory]
    [InlineData(0, "0 B")]
    [InlineData(1023, "1023 B")]
    [InlineData(1536, "1.5 KiB")]
    [InlineData(5L << 40, "5 TiB")]
    [InlineData(long.MaxValue, "8192 PiB")]
    public void Sizes_have_binary_units(long bytes, string text) => Assert.Equal(text, Durations.Size(bytes));
}
