using System.Globalization;
using Microsoft.Extensions.Logging.Abstractions;
using WebhookController.Kubernetes;
using WebhookController.Kubernetes.Client;

namespace WebhookController.Tests.Kubernetes.Support;

// What a pod finds in its file system and environment: a service account's directory, and where the API server is.
internal sealed class TestPod : IDisposable
{
    private readonly DirectoryInfo _directory = Directory.CreateTempSubdirectory("pod");

    public TestPod(string authority, string token = "first")
    {
        Authority = authority;
        Token = token;
    }

    public string Authority
    {
        set => File.WriteAllText(PathOf("ca.crt"), value);
    }

    public string Token
    {
        set => File.WriteAllText(PathOf("token"), value + "\n");
    }

    public string PathOf(string file) => Path.Combine(_directory.FullName, file);

    public ApiConnection Connect(Uri server, TimeProvider? timeProvider = null)
    {
        var options = TestClient.Options with { ServiceAccountDirectory = _directory.FullName };
        var clock = timeProvider ?? TimeProvider.System;
        var access = ClusterAccess.Find(options, Environment, clock, NullLogger.Instance);
        return ApiClientFactory.Connect(access, options, clock, new Jitter(new Random(1)));

        string? Environment(string name) => name switch
        {
            "KUBERNETES_SERVICE_HOST" => server.Host,
            "KUBERNETES_SERVICE_PORT" => server.Port.ToString(CultureInfo.InvariantCulture),
            _ => null,
        };
    }

    public void Dispose() => _directory.Delete(true);
}
