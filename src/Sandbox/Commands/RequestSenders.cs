using System.ComponentModel;
using System.Diagnostics;
using System.Text;
using System.Text.Json.Nodes;
using Sandbox.Api;

namespace Sandbox.Commands;

internal interface IRequestSender
{
    string Name { get; }

    Task<Reply> SendAsync(UserRequest request, CancellationToken ct);
}

// The real kubectl, with its own home and cache: it does not touch those of the user.
internal sealed class KubectlSender(string version, string kubeconfig, string home) : IRequestSender
{
    public string Name => $"kubectl {version}";

    // Null if kubectl is not installed.
    public static async Task<KubectlSender?> FindAsync(string kubeconfig, string home, CancellationToken ct)
    {
        try
        {
            var answer = await RunAsync(Start(["version", "--client", "-o", "json"], kubeconfig, home), null, ct);
            var version = answer.Accepted ? JsonNode.Parse(answer.Text).Text("clientVersion", "gitVersion") : null;
            return version is null ? null : new KubectlSender(version, kubeconfig, home);
        }
        catch (Win32Exception)
        {
            return null;
        }
    }

    public Task<Reply> SendAsync(UserRequest request, CancellationToken ct) =>
        RunAsync(Start(request.Arguments, kubeconfig, home), request.Manifest, ct);

    private static async Task<Reply> RunAsync(ProcessStartInfo start, string? input, CancellationToken ct)
    {
        using var process = Process.Start(start)!;
        try
        {
            var (output, errors) = (process.StandardOutput.ReadToEndAsync(ct), process.StandardError.ReadToEndAsync(ct));
            await process.StandardInput.WriteAsync(input.AsMemory(), ct);
            process.StandardInput.Close();
            var text = await errors + await output;
            await process.WaitForExitAsync(ct);
            return new Reply(process.ExitCode == 0, text.TrimEnd());
        }
        catch (OperationCanceledException)
        {
            process.Kill();
            throw;
        }
    }

    private static ProcessStartInfo Start(IEnumerable<string> arguments, string kubeconfig, string home)
    {
        var start = new ProcessStartInfo("kubectl", arguments)
        {
            RedirectStandardInput = true, RedirectStandardOutput = true, RedirectStandardError = true,
        };
        start.Environment["HOME"] = home;
        start.Environment["KUBECONFIG"] = kubeconfig;
        start.Environment["KUBECACHEDIR"] = Path.Combine(home, "cache");
        return start;
    }
}

// Sends the requests that kubectl would send, and prints responses in its style.
internal sealed class HttpSender(HttpClient http) : IRequestSender
{
    public string Name => "plain HTTP, as kubectl isn't installed";

    public async Task<Reply> SendAsync(UserRequest request, CancellationToken ct)
    {
        var method = request.Body is null ? HttpMethod.Delete : HttpMethod.Patch;
        using var message = new HttpRequestMessage(method, new Uri(request.Path, UriKind.Relative));
        if (request.Body is { } patch) message.Content = new StringContent(patch.ToJsonString(), Encoding.UTF8, request.ContentType);
        using var answer = await http.SendAsync(message, ct);
        var body = JsonNode.Parse(await answer.Content.ReadAsStringAsync(ct));
        var warnings = answer.Headers.TryGetValues("Warning", out var headers) ? headers : [];
        var result = answer.IsSuccessStatusCode ? $"{(int)answer.StatusCode} {answer.ReasonPhrase}: {method} /{request.Path}" : Failure(body);
        return new Reply(answer.IsSuccessStatusCode, string.Concat(warnings.Select(header => $"Warning: {Text(header)}\n")) + result);
    }

    private static string Failure(JsonNode? status) => status.Text("reason") == "Invalid"
        ? $"The request is invalid: {status.Text("message")}"
        : $"Error from server ({status.Text("reason")}): {status.Text("message")}";

    // 299 - "the text"
    private static string Text(string warning) =>
        warning[(warning.IndexOf('"', StringComparison.Ordinal) + 1)..^1].Replace("\\\"", "\"", StringComparison.Ordinal);
}
