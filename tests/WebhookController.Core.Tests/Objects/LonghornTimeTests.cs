using WebhookController.Core.Objects;

namespace WebhookController.Core.Tests.Objects;

public sealed class LonghornTimeTests
{
    private static readonly DateTimeOffset Noon = new(2026, 11, 23, 12, 0, 0, TimeSpan.Zero);

    [Theory]
    [InlineData("2026-11-23T12:00:00Z")]
    [InlineData("2026-11-23T12:00:00.000Z")]
    [InlineData("2026-11-23T14:00:00+02:00")]
    public void Is_read_as_it_is_written(string text) => Assert.Equal(Noon, LonghornTime.Read(text));

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("0001-01-01T00:00:00Z")]
    [InlineData("12:00")]
    [InlineData("2026-11-23")]
    [InlineData("yesterday")]
    [InlineData("2026-13-23T12:00:00Z")]
    public void What_is_no_time_is_none(string? text) => Assert.Null(LonghornTime.Read(text));
}
