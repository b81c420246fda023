using System.Diagnostics;
using WebhookController.Tests.Deploy.Support;

namespace WebhookController.Tests.Alerts.Support;

/// A program of a Debian package that a test needs, and doesn't bring along.
internal sealed record InstalledProgram(string Name, string Package)
{
    public static readonly InstalledProgram Promtool = new("promtool", "prometheus");
    public static readonly InstalledProgram Prometheus = new("prometheus", "prometheus");
    public static readonly InstalledProgram Amtool = new("amtool", "prometheus-alertmanager");
    public static readonly InstalledProgram Alertmanager = new("prometheus-alertmanager", "prometheus-alertmanager");

    // Set by `make e2e-alerts`, which is for nothing else.
    private static readonly bool Required = Environment.GetEnvironmentVariable("REQUIRE_INSTALLED_PROGRAMS") == "true";

    /// Shows the test as skipped, with the reason, where one of them is missing.
    public static void SkipUnlessInstalled(params ReadOnlySpan<InstalledProgram> programs)
    {
        foreach (var program in programs)
        {
            if (program.IsInstalled) continue;
            var missing = $"{program.Name} is not installed (Debian package {program.Package})";
            Assert.False(Required, missing);
            Assert.Skip(missing);
        }
    }

    /// Runs it to its end; gives what it wrote, and fails the test if it doesn't end well.
    public async Task<string> RunAsync(params IEnumerable<string> arguments)
    {
        using var process = Process.Start(new ProcessStartInfo(Name, arguments) { RedirectStandardOutput = true, RedirectStandardError = true })!;
        var (output, errors) = (process.StandardOutput.ReadToEndAsync(), process.StandardError.ReadToEndAsync());
        var text = await output + await errors;
        await process.WaitForExitAsync(TestContext.Current.CancellationToken);
        Assert.True(process.ExitCode == 0, $"{Name} {string.Join(' ', arguments)} ended with {process.ExitCode}: {text}");
        return text;
    }

    private bool IsInstalled => Tool.Find(Name) is not null;
}
