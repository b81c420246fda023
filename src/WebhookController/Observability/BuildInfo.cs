using System.Reflection;

namespace WebhookController.Observability;

internal static class BuildInfo
{
    // The version as the build stamped it, the commit behind a plus sign included where it is known.
    public static string Version { get; } =
        typeof(BuildInfo).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion ?? "unknown";

    public static void Publish(ControllerMetrics metrics) => metrics.Factory
        .CreateGauge("backup_build_info", "1, with the version of the program and of .NET as labels.", ["version", "dotnet"])
        .WithLabels(Version, Environment.Version.ToString())
        .Set(1);
}
