using System.Diagnostics.CodeAnalysis;
using System.Reflection;
using WebhookController.Core.Labels;

namespace WebhookController.Hosting;

// Rejects what it does not know: a typo must not look like a setting.
internal static class OptionsReader
{
    private static readonly Dictionary<string, string[]> Known = typeof(ControllerOptions).GetProperties().ToDictionary(
        section => section.Name,
        section => section.PropertyType.GetProperties(BindingFlags.Public | BindingFlags.Instance)
            .Where(option => option.CanWrite).Select(option => option.Name).ToArray(),
        StringComparer.OrdinalIgnoreCase);

    public static IReadOnlyCollection<string> Sections => Known.Keys;

    public static ControllerOptions Read(IConfiguration configuration)
    {
        if (Unknown(configuration) is { } unknown) throw new OptionsException(unknown);
        var options = Bind(configuration);
        if (Problems(options).FirstOrDefault() is { } problem) throw new OptionsException(problem);
        return options;
    }

    private static ControllerOptions Bind(IConfiguration configuration)
    {
        try
        {
            return configuration.Get<ControllerOptions>() ?? new ControllerOptions();
        }
        catch (InvalidOperationException unreadable)
        {
            throw new OptionsException(unreadable.InnerException is null ? unreadable.Message : $"{unreadable.Message} {unreadable.InnerException.Message}");
        }
    }

    private static string? Unknown(IConfiguration configuration)
    {
        // The environment holds other sections, too (Logging, …): only those that look like a typo are refused.
        foreach (var section in configuration.GetChildren())
            if (!Known.ContainsKey(section.Key) && section.GetChildren().Any() && NearestKey.To(section.Key, Known.Keys) is { } meant)
                return $"there is no option section {section.Key}, did you mean {meant}?";
        foreach (var (section, options) in Known)
            foreach (var option in configuration.GetSection(section).GetChildren())
                if (!options.Contains(option.Key, StringComparer.OrdinalIgnoreCase))
                    return $"there is no option {section}:{option.Key}, "
                        + (NearestKey.To(option.Key, options) is { } nearest ? $"did you mean {section}:{nearest}?" : $"use one of {string.Join(", ", options)}");
        return null;
    }

    private static IEnumerable<string> Problems(ControllerOptions options)
    {
        if (options.Webhook.Port is < 0 or > 65535) yield return $"Webhook:Port={options.Webhook.Port} is not a port, use 1 to 65535";
        if (options.Metrics.Port is < 0 or > 65535) yield return $"Metrics:Port={options.Metrics.Port} is not a port, use 1 to 65535";
        if (options.Webhook.Port == options.Metrics.Port && options.Webhook.Port != 0)
            yield return $"Webhook:Port and Metrics:Port are both {options.Webhook.Port}, use two different ports";
        if (string.IsNullOrWhiteSpace(options.Webhook.CertificateDirectory))
            yield return "Webhook:CertificateDirectory is empty, name the directory that holds tls.crt and tls.key";
        if (options.Webhook.Names.FirstOrDefault(name => Uri.CheckHostName(name) is UriHostNameType.Unknown or UriHostNameType.Basic) is { } name)
            yield return $"Webhook:ExpectedNames={name} is not a host name, use for example longhorn-backup-controller.backup-controller.svc";
        if (!IsPrefix(options.Labels.Prefix))
            yield return $"Labels:Prefix={options.Labels.Prefix} is not a label prefix, use a DNS name in lower case followed by /, for example {LabelKeys.DefaultPrefix}";
        if (!ValueGrammars.IsDnsLabel(options.Longhorn.Namespace))
            yield return $"Longhorn:Namespace={options.Longhorn.Namespace} is not the name of a namespace";
        if (options.Kubernetes.Namespace is { } own && !ValueGrammars.IsDnsLabel(own))
            yield return $"Kubernetes:Namespace={own} is not the name of a namespace";
        if (options.Kubernetes.Kubeconfig is { Length: > 0 } kubeconfig && !File.Exists(kubeconfig))
            yield return $"Kubernetes:Kubeconfig={kubeconfig} doesn't exist";
        if (options.Reconciler.Resync < TimeSpan.FromSeconds(1) || options.Reconciler.Resync > TimeSpan.FromDays(1))
            yield return $"Reconciler:Resync={options.Reconciler.Resync} is out of range, use 00:00:01 to 1.00:00:00";
        if (options.Webhook.ShutdownDelay < TimeSpan.Zero || options.Webhook.ShutdownDelay > TimeSpan.FromSeconds(20))
            yield return $"Webhook:ShutdownDelay={options.Webhook.ShutdownDelay} is out of range, use 00:00:00 to 00:00:20";
        foreach (var problem in options.Exemptions.Problems()) yield return problem;
        foreach (var problem in options.LeaderElection.Problems()) yield return problem;
    }

    // The prefix of a label key in Kubernetes: a DNS subdomain of at most 253 characters.
    internal static bool IsPrefix(string prefix) =>
        prefix.Length is > 1 and <= 254 && prefix[^1] == '/' && prefix[..^1].Split('.').All(ValueGrammars.IsDnsLabel);
}

// The message is for the person who set the option.
[SuppressMessage("Design", "CA1032", Justification = "Without a message it would help nobody.")]
[SuppressMessage("Design", "CA1064", Justification = "Nothing outside this application sees it.")]
internal sealed class OptionsException(string message) : Exception(message);
