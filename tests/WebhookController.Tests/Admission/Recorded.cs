using System.Collections.Concurrent;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using WebhookController.Admission;
using WebhookController.Tests.Kubernetes.Support;

namespace WebhookController.Tests.Admission;

internal sealed class RecordedOutcomes : IAdmissionObserver
{
    private readonly ConcurrentQueue<AdmissionOutcome> _all = new();

    // Waits for this many outcomes: each is observed shortly after its response.
    public async Task<IReadOnlyCollection<AdmissionOutcome>> TakeAsync(int count)
    {
        await Eventually.TrueAsync(() => _all.Count >= count);
        return _all;
    }

    public void Answered(in AdmissionOutcome outcome) => _all.Enqueue(outcome);
}

/// What the program logs. What Kestrel says of connections that break off depends on the moment in which they do, and isn't ours.
internal sealed class RecordedLog : ILoggerProvider
{
    private readonly ConcurrentQueue<(LogLevel Level, string Text)> _lines = new();

    public IReadOnlyCollection<(LogLevel Level, string Text)> Lines => _lines;

    public ILogger CreateLogger(string categoryName) =>
        categoryName.StartsWith("Microsoft.AspNetCore.Server.Kestrel", StringComparison.Ordinal) ? NullLogger.Instance : new Logger(_lines);

    public void Dispose()
    {
    }

    private sealed class Logger(ConcurrentQueue<(LogLevel Level, string Text)> lines) : ILogger
    {
        public IDisposable? BeginScope<TState>(TState state) where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => logLevel >= LogLevel.Information;

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter) =>
            lines.Enqueue((logLevel, formatter(state, exception)));
    }
}
