using System.Net;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Sandbox.Admission;
using Sandbox.Api;
using Sandbox.Store;

namespace Sandbox;

// An in-process Kubernetes API server that works with kubectl and the real client, and can fail on demand.
internal sealed class SandboxServer : IAsyncDisposable
{
    private readonly SandboxOptions _options;
    private readonly KindTable _kinds;
    private readonly ObjectStore _store;
    private readonly Identities _identities;
    private readonly WebhookCaller _webhooks;
    private readonly X509Certificate2 _certificate;
    private readonly CancellationTokenSource _stopping = new();
    private readonly WebApplication _app;

    private SandboxServer(SandboxOptions options)
    {
        _options = options;
        _kinds = new KindTable(options.LonghornInstalled ? options.LonghornVersion : null);
        _store = new ObjectStore(options.WatchHistory);
        _identities = new Identities(options.Seed);
        AdmissionCalls = new AdmissionLog(options.TimeProvider);
        _webhooks = new WebhookCaller(options.TimeProvider, options.Services);
        CertificateAuthority = DevelopmentCertificates.CreateAuthority();
        _certificate = DevelopmentCertificates.Issue(CertificateAuthority, ["localhost", "127.0.0.1"]);
        _app = Build(_certificate, options.Port);
        _app.Run(NewRouter().HandleAsync);
    }

    public Uri Address { get; private set; } = new("https://127.0.0.1");

    public X509Certificate2 CertificateAuthority { get; }

    public Faults Faults { get; } = new();

    public RequestLog Requests { get; } = new();

    public AdmissionLog AdmissionCalls { get; }

    public string Kubeconfig => Sandbox.Kubeconfig.For(Address, CertificateAuthority, _options.Token);

    public string KubeconfigOf(RestrictedUser user) => Sandbox.Kubeconfig.For(Address, CertificateAuthority, user.Token);

    public static async Task<SandboxServer> StartAsync(SandboxOptions? options = null, CancellationToken ct = default)
    {
        var server = new SandboxServer(options ?? new SandboxOptions());
        await server._app.StartAsync(ct);
        server.Address = new Uri(server._app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.First());
        server.SeedNamespaces();
        return server;
    }

    // With the administrator's token.
    public HttpClient CreateClient(string userAgent = "test") => Trust.Client(Address, CertificateAuthority, _options.Token, userAgent);

    // As if Longhorn's CustomResourceDefinitions had just been applied.
    public void InstallLonghorn() => _kinds.Install(Kinds.LonghornOf(_options.LonghornVersion));

    // Drops all history, so that older watches and continue tokens get 410.
    public void Compact() => _store.Compact();

    // Stores objects without any checks, like a restored etcd. Adds a uid and a timestamp if missing.
    public void Load(IEnumerable<JsonObject> items)
    {
        foreach (var item in items)
        {
            var kind = _kinds.Rows.First(row => row.Kind == item.Text("kind") && row.ApiVersion == item.Text("apiVersion"));
            item.Metadata()["uid"] ??= _identities.Uid();
            item.Metadata()["creationTimestamp"] ??= Timestamp.Of(_options.TimeProvider.GetUtcNow());
            if (_store.Commit(kind.StoredAs, null, kind.Unview(item)) is null) throw new ArgumentException($"{kind.Kind} {item.ObjectName()} is there already", nameof(items));
        }
    }

    // Changes a stored object without any checks, for states that no client could write: an unreadable object, an old date.
    public void Tamper(string resource, string @namespace, string name, Action<JsonObject> change)
    {
        var kind = _kinds.Rows.First(row => row.Plural == resource);
        while (true)
        {
            var stored = _store.Find(kind.StoredAs, new ObjectName(@namespace, name)) ?? throw new ArgumentException($"There is no {resource} {@namespace}/{name}", nameof(name));
            var item = stored.Read();
            change(item);
            if (_store.Commit(kind.StoredAs, stored, item) is not null) return;
        }
    }

    public async ValueTask DisposeAsync()
    {
        await _stopping.CancelAsync();
        await _app.StopAsync(new CancellationToken(canceled: true));
        await _app.DisposeAsync();
        _webhooks.Dispose();
        _certificate.Dispose();
        CertificateAuthority.Dispose();
        _stopping.Dispose();
    }

    private static WebApplication Build(X509Certificate2 certificate, int port)
    {
        var builder = PlainHost.CreateBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseKestrelHttpsConfiguration().ConfigureKestrel(kestrel =>
        {
            // Warnings are UTF-8, as on a real server.
            kestrel.ResponseHeaderEncodingSelector = static _ => Encoding.UTF8;
            kestrel.Limits.MaxRequestBodySize = 16 * 1024 * 1024;
            kestrel.Listen(IPAddress.Loopback, port, listen =>
            {
                listen.Protocols = HttpProtocols.Http1AndHttp2;
                listen.UseHttps(certificate);
            });
        });
        return builder.Build();
    }

    private Router NewRouter()
    {
        var time = _options.TimeProvider;
        var admission = new AdmissionChain(_store, _webhooks, _identities, AdmissionCalls);
        var creating = new Creating(_store, admission, _identities, time);
        return new Router(
            _kinds, _store, new Listing(_store, time), new Watching(_store, Faults, time, _options.BookmarkInterval, _stopping.Token),
            creating, new Updating(_store, admission, creating, time), new Deleting(_store, admission, time), Faults, Requests,
            new AccessControl(_options.Token, _options.RestrictedUsers), time);
    }

    private void SeedNamespaces() => Load(((string[])["default", "kube-system"]).Select(name =>
    {
        var item = new JsonObject { ["kind"] = "Namespace", ["apiVersion"] = "v1", ["metadata"] = new JsonObject { ["name"] = name } };
        CoreDefaults.Namespace(item, null);
        return item;
    }));
}
