namespace Sandbox;

/// <summary>An open watch, as far as faults can reach it.</summary>
internal sealed class LiveWatch(string resource, string userAgent) : IDisposable
{
    private readonly CancellationTokenSource _cut = new();
    private volatile bool _silent;

    public string Resource => resource;

    public string UserAgent => userAgent;

    public CancellationToken Broken => _cut.Token;

    public bool Silent => _silent;

    public void Silence() => _silent = true;

    public void Cut() => _cut.Cancel();

    public void Dispose() => _cut.Dispose();
}
