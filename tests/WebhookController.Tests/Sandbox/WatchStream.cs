using System.Text.Json.Nodes;

namespace WebhookController.Tests.SandboxTests;

internal sealed class WatchStream(HttpResponseMessage response, StreamReader reader) : IDisposable
{
    private static readonly TimeSpan Timeout = TimeSpan.FromSeconds(20);

    public static async Task<WatchStream> OpenAsync(HttpClient api, string path)
    {
        var ct = TestContext.Current.CancellationToken;
        var response = await api.GetAsync(new Uri(path, UriKind.Relative), HttpCompletionOption.ResponseHeadersRead, ct);
        response.EnsureSuccessStatusCode();
        return new WatchStream(response, new StreamReader(await response.Content.ReadAsStreamAsync(ct)));
    }

    // Null at the end of the stream.
    public async Task<Frame?> NextAsync()
    {
        using var timeout = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        timeout.CancelAfter(Timeout);
        return await reader.ReadLineAsync(timeout.Token) is { } line ? new Frame(JsonNode.Parse(line)!) : null;
    }

    public async Task<IReadOnlyList<Frame>> TakeAsync(int count)
    {
        var frames = new List<Frame>();
        while (frames.Count < count && await NextAsync() is { } frame) frames.Add(frame);
        return frames;
    }

    public void Dispose()
    {
        reader.Dispose();
        response.Dispose();
    }
}

internal sealed record Frame(JsonNode Json)
{
    public string Type => (string)Json["type"]!;

    public JsonNode Object => Json["object"]!;

    public string? Name => (string?)Object["metadata"]?["name"];

    public override string ToString() => $"{Type} {Name}";
}
