using System.Globalization;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Logging.Console;

namespace WebhookController.Observability;

// The log for people: when (UTC), how bad, what. Logging:Console:FormatterName=json is there for machines.
internal sealed class LineFormatter(TimeProvider clock) : ConsoleFormatter(FormatterName)
{
    public const string FormatterName = "line";

    public override void Write<TState>(in LogEntry<TState> logEntry, IExternalScopeProvider? scopeProvider, TextWriter textWriter)
    {
        textWriter.Write(clock.GetUtcNow().ToString("yyyy-MM-dd HH:mm:ss.fff'Z '", CultureInfo.InvariantCulture));
        textWriter.Write(NameOf(logEntry.LogLevel));
        WriteLine(textWriter, logEntry.Formatter(logEntry.State, logEntry.Exception));
        foreach (var line in logEntry.Exception?.ToString().Split('\n') ?? [])
        {
            textWriter.Write("    ");
            WriteLine(textWriter, line.TrimEnd('\r'));
        }
    }

    // One entry can't pass for two, whatever somebody put into a label, a name or a message of a server.
    private static void WriteLine(TextWriter writer, string text)
    {
        foreach (var c in text) writer.Write(char.IsControl(c) || c is '\u2028' or '\u2029' ? ' ' : c);
        writer.WriteLine();
    }

    private static string NameOf(LogLevel level) => level switch
    {
        LogLevel.Trace => "TRACE ",
        LogLevel.Debug => "DEBUG ",
        LogLevel.Information => "INFO  ",
        LogLevel.Warning => "WARN  ",
        LogLevel.Error => "ERROR ",
        _ => "FATAL ",
    };
}
