using System.Collections.Concurrent;
using Microsoft.Extensions.Logging;
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

internal sealed class RecordedLog : ILoggerProvider, ILogger
{
    private readonly ConcurrentQueue<(LogLevel Level, string Text)> _lines = new();

    public IReadOnlyCollection<(LogLevel Level, string Text)> Lines => _lines;

    public ILogger CreateLogger(string categoryName) => this;

    public IDisposable? BeginScope<TState>(TState state) where TState : notnull => null;

    public bool IsEnabled(LogLevel logLevel) => logLevel >= LogLevel.Information;

    public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter) =>
        _lines.Enqueue((logLevel, formatter(state, exception)));

    public void Dispose()
    {
    }
}
