using k8s;
using k8s.Exceptions;
using Microsoft.Extensions.Logging.Abstractions;

namespace WebhookController.Kubernetes.Client;

// Which cluster to connect to, and how: the given kubeconfig, else the pod's service account, else $KUBECONFIG or its default.
internal sealed record ClusterAccess(KubernetesClientConfiguration Configuration, ClusterTrust Trust)
{
    public static ClusterAccess Find(ApiOptions options, Func<string, string?> environment, TimeProvider timeProvider, ILogger logger)
    {
        if (!string.IsNullOrEmpty(options.Kubeconfig))
            return FromKubeconfig(KubernetesClientConfiguration.BuildConfigFromConfigFile(options.Kubeconfig, options.Context));
        // A context is one of a kubeconfig, also in a Pod.
        if (options.Context is null && environment("KUBERNETES_SERVICE_HOST") is { Length: > 0 } host)
            return InCluster(host, environment("KUBERNETES_SERVICE_PORT") ?? "443", options.ServiceAccountDirectory, timeProvider, logger);
        // Without any, the library would try http://localhost:8080.
        if (!DefaultKubeconfigs(environment).Any(File.Exists))
            throw new KubeConfigException("this is not a Pod, and there is neither a file named by $KUBECONFIG nor a ~/.kube/config");
        return FromKubeconfig(Default(options.Context, environment));
    }

    // The library merges the files of $KUBECONFIG for the current context only. Another one is looked for in each of them.
    private static KubernetesClientConfiguration Default(string? context, Func<string, string?> environment)
    {
        if (context is null) return KubernetesClientConfiguration.BuildDefaultConfig();
        var files = DefaultKubeconfigs(environment).Where(File.Exists).Select(file => KubernetesClientConfiguration.LoadKubeConfig(file)).ToList();
        var its = files.Find(file => file.Contexts?.Any(known => known.Name == context) is true) ?? throw new KubeConfigException($"there is no context {context}");
        return KubernetesClientConfiguration.BuildConfigFromConfigObject(its, context);
    }

    // As kubectl finds it, with a context of the person's choice.
    public static ClusterAccess OfPerson(ApiOptions options, string? context, Func<string, string?> environment, TimeProvider timeProvider)
    {
        if (context is null) return Find(options, environment, timeProvider, NullLogger.Instance);
        var file = options.Kubeconfig ?? DefaultKubeconfigs(environment).FirstOrDefault(File.Exists);
        return FromKubeconfig(KubernetesClientConfiguration.BuildConfigFromConfigFile(file, context));
    }

    private static string[] DefaultKubeconfigs(Func<string, string?> environment) => environment("KUBECONFIG") is { Length: > 0 } files
        ? files.Split(Path.PathSeparator)
        : [KubernetesClientConfiguration.KubeConfigDefaultLocation];

    private static ClusterAccess InCluster(string host, string port, string serviceAccount, TimeProvider timeProvider, ILogger logger)
    {
        var configuration = new KubernetesClientConfiguration
        {
            Host = $"https://{(host.Contains(':', StringComparison.Ordinal) ? $"[{host}]" : host)}:{port}",
            TokenProvider = new TokenFile(Path.Combine(serviceAccount, "token"), timeProvider),
        };
        var authority = new CertificateAuthorityFile(Path.Combine(serviceAccount, "ca.crt"), logger);
        return new ClusterAccess(configuration, new ClusterTrust(authority.Read));
    }

    private static ClusterAccess FromKubeconfig(KubernetesClientConfiguration configuration)
    {
        var authorities = configuration.SslCaCerts;
        return new ClusterAccess(configuration, new ClusterTrust(authorities is null ? null : () => authorities));
    }
}
