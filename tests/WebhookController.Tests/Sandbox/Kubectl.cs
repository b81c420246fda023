using System.ComponentModel;
using System.Diagnostics;

namespace WebhookController.Tests.SandboxTests;

// The real kubectl, with its own home and cache.
internal sealed class Kubectl : IDisposable
{
    private static readonly Lazy<string?> Version = new(FindVersion);

    private readonly DirectoryInfo _home = Directory.CreateTempSubdirectory("kubectl-");

    public Kubectl(string kubeconfig) => File.WriteAllText(Config, kubeconfig);

    private string Config => Path.Combine(_home.FullName, "config");

    // Skips the test if kubectl is not installed.
    public static void SkipUnlessInstalled()
    {
        if (Version.Value is null) Assert.Skip("kubectl is not installed");
    }

    // Returns the output with errors; fails the test on an unexpected exit code.
    public async Task<string> RunAsync(string arguments, string? stdin = null, int exitCode = 0, string editor = "")
    {
        using var process = Process.Start(Start(arguments, editor))!;
        if (stdin is not null) await process.StandardInput.WriteAsync(stdin);
        process.StandardInput.Close();
        var (output, errors) = (process.StandardOutput.ReadToEndAsync(), process.StandardError.ReadToEndAsync());
        var text = await output + await errors;
        await process.WaitForExitAsync(TestContext.Current.CancellationToken);
        Assert.True(process.ExitCode == exitCode, $"kubectl {arguments} ended with {process.ExitCode}: {text}");
        return text;
    }

    public void Dispose() => _home.Delete(recursive: true);

    private ProcessStartInfo Start(string arguments, string editor)
    {
        var start = new ProcessStartInfo("kubectl", arguments) { RedirectStandardInput = true, RedirectStandardOutput = true, RedirectStandardError = true };
        start.Environment["HOME"] = _home.FullName;
        start.Environment["KUBECONFIG"] = Config;
        start.Environment["KUBECACHEDIR"] = Path.Combine(_home.FullName, "cache");
        start.Environment["KUBE_EDITOR"] = editor;
        return start;
    }

    private static string? FindVersion()
    {
        try
        {
            using var process = Process.Start(new ProcessStartInfo("kubectl", "version --client") { RedirectStandardOutput = true, RedirectStandardError = true })!;
            return process.StandardOutput.ReadToEnd();
        }
        catch (Win32Exception)
        {
            return null;
        }
    }
}
