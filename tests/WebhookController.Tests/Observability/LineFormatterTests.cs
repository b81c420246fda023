using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;
using WebhookController.Observability;

namespace WebhookController.Tests.Observability;

public sealed class LineFormatterTests
{
    [Theory]
    [InlineData(LogLevel.Information, "2026-03-01 12:00:00.000Z INFO  Listed pods")]
    [InlineData(LogLevel.Warning, "2026-03-01 12:00:00.000Z WARN  Listed pods")]
    [InlineData(LogLevel.Error, "2026-03-01 12:00:00.000Z ERROR Listed pods")]
    public void A_line_says_when_how_bad_and_what(LogLevel level, string expected) => Assert.Equal([expected], Lines(level, "Listed pods"));

    [Fact]
    public void What_somebody_wrote_into_a_message_cannot_pass_for_a_line_of_its_own() => Assert.Equal(
        ["2026-03-01 12:00:00.000Z INFO  a  2026-03-01 ERROR b [31m c d"], Lines(LogLevel.Information, "a\r\n2026-03-01 ERROR b\u001b[31m\u2028c\td"));

    [Fact]
    public void An_exception_follows_indented() => Assert.Equal(
        ["2026-03-01 12:00:00.000Z ERROR broke", "    System.InvalidOperationException: first", "    second"],
        Lines(LogLevel.Error, "broke", new InvalidOperationException("first\nsecond")));

    private static string[] Lines(LogLevel level, string message, Exception? exception = null)
    {
        var clock = new FakeTimeProvider(new DateTimeOffset(2026, 3, 1, 12, 0, 0, TimeSpan.Zero));
        using var writer = new StringWriter();
        new LineFormatter(clock).Write(new LogEntry<string>(level, "Category", 7, message, exception, (text, _) => text), null, writer);
        return writer.ToString().TrimEnd().Split(Environment.NewLine);
    }
}
