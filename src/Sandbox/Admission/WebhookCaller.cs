using System.Collections.Concurrent;
using System.Net;
using System.Net.Security;
using System.Net.Sockets;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using System.Text.Json.Nodes;
using Sandbox.Api;

namespace Sandbox.Admission;

// Posts reviews over TLS and HTTP/1.1, as kube-apiserver does, trusting only the CA of the webhook's registration.
internal sealed class WebhookCaller(TimeProvider time, Func<string, IPEndPoint?> resolve) : IDisposable
{
    private readonly ConcurrentDictionary<string, HttpClient> _clients = [];

    // Returns the response, or an error message if there is none.
    public async Task<(JsonNode? Response, string? Error)> CallAsync(Webhook webhook, JsonObject review, CancellationToken ct)
    {
        var url = $"{webhook.Url.OriginalString}?timeout={webhook.TimeoutSeconds}s";
        using var timeout = new CancellationTokenSource(TimeSpan.FromSeconds(webhook.TimeoutSeconds), time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(ct, timeout.Token);
        try
        {
            using var request = new HttpRequestMessage(HttpMethod.Post, url) { Content = new StringContent(review.ToJsonString(), Encoding.UTF8) };
            request.Content.Headers.ContentType = new("application/json");
            request.Headers.UserAgent.ParseAdd("kube-apiserver-admission");
            request.Headers.Accept.ParseAdd("application/json, */*");
            using var answer = await _clients.GetOrAdd(webhook.CaBundle, NewClient).SendAsync(request, either.Token);
            var text = await answer.Content.ReadAsStringAsync(either.Token);
            if (!answer.IsSuccessStatusCode) return (null, $"failed to call webhook: the server responded with the status code {(int)answer.StatusCode}: {text}");
            var response = RequestBody.Parse(text).At("response");
            return response.Text("uid") == review.Text("request", "uid")
                ? (response, null)
                : (null, $"received invalid webhook response: expected response.uid=\"{review.Text("request", "uid")}\", got \"{response.Text("uid")}\"");
        }
        catch (OperationCanceledException) when (!ct.IsCancellationRequested)
        {
            return (null, $"failed to call webhook: Post \"{url}\": context deadline exceeded");
        }
        catch (HttpRequestException error) when (error.InnerException is SocketException { SocketErrorCode: SocketError.ConnectionRefused })
        {
            return (null, $"failed to call webhook: Post \"{url}\": dial tcp {webhook.Url.Authority}: connect: connection refused");
        }
        catch (HttpRequestException error)
        {
            return (null, $"failed to call webhook: Post \"{url}\": {error.InnerException?.Message ?? error.Message}");
        }
    }

    public void Dispose()
    {
        foreach (var client in _clients.Values) client.Dispose();
    }

    private HttpClient NewClient(string caBundle)
    {
        var trust = new X509ChainPolicy { TrustMode = X509ChainTrustMode.CustomRootTrust, RevocationMode = X509RevocationMode.NoCheck };
        if (caBundle.Length > 0) trust.CustomTrustStore.ImportFromPem(Encoding.UTF8.GetString(Convert.FromBase64String(caBundle)));
        var handler = new SocketsHttpHandler { SslOptions = new SslClientAuthenticationOptions { CertificateChainPolicy = trust }, ConnectCallback = ConnectAsync };
        return new HttpClient(handler) { Timeout = Timeout.InfiniteTimeSpan };
    }

    // Services have no addresses here, so the options map them to one. TLS still checks the service's name.
    private async ValueTask<Stream> ConnectAsync(SocketsHttpConnectionContext context, CancellationToken ct)
    {
        var socket = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        try
        {
            await socket.ConnectAsync(resolve(context.DnsEndPoint.Host) ?? (EndPoint)context.DnsEndPoint, ct);
            return new NetworkStream(socket, ownsSocket: true);
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }
}
