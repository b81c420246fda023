using Benchmarks.Clients;

namespace Benchmarks.Servers;

/// The API server of a measurement, filled with a cluster and seen from outside.
internal abstract class ApiServer(HttpClient client) : IAsyncDisposable
{
    /// Of somebody who may do everything.
    public HttpClient Client { get; } = client;

    /// The controller's.
    public abstract string Kubeconfig { get; }

    /// Whether opting in keeps the API server from nothing else. Otherwise what is compared with the controller must bear it, too.
    public virtual bool OptsInAtOnce => false;

    /// With the controller's rights, for what is compared with it; and by HTTP/2, as it speaks itself.
    public abstract HttpClient CreateClient(string userAgent);

    public virtual Task OptInAllAsync(int claims, CancellationToken ct) => OptIns.RunAsync(Client, claims, ct);

    public virtual ValueTask DisposeAsync()
    {
        Client.Dispose();
        GC.SuppressFinalize(this);
        return ValueTask.CompletedTask;
    }
}
