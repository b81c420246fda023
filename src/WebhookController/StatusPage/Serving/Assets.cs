using System.Security.Cryptography;

namespace WebhookController.StatusPage.Serving;

// The stylesheet, the script and the icon, as the program holds them. The hash of them all is in their paths, so that browsers keep them for good; that
// of another version, which a replica may still ask for during a rolling update, gets what is here now, and keeps it for no time.
internal sealed class Assets
{
    private static readonly (string Name, string ContentType)[] Files =
        [("status.css", "text/css; charset=utf-8"), ("status.js", "text/javascript; charset=utf-8"), ("icon.svg", "image/svg+xml")];

    private readonly Dictionary<string, (byte[] Content, string ContentType)> _files =
        Files.ToDictionary(file => file.Name, file => (Load(file.Name), file.ContentType), StringComparer.Ordinal);

    public Assets()
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        foreach (var (name, _) in Files) hash.AppendData(_files[name].Content);
        Version = Convert.ToHexStringLower(hash.GetHashAndReset())[..16];
    }

    public string Version { get; }

    public Task ServeAsync(HttpContext http, string version, string name)
    {
        var response = http.Response;
        PageHeaders.Set(response.Headers);
        if (!_files.TryGetValue(name, out var file))
        {
            response.StatusCode = StatusCodes.Status404NotFound;
            return Task.CompletedTask;
        }
        var tag = $"\"{Version}\"";
        response.Headers.ETag = tag;
        response.Headers.CacheControl = version == Version ? "public, max-age=31536000, immutable" : "no-cache";
        if (http.Request.Headers.IfNoneMatch == tag)
        {
            response.StatusCode = StatusCodes.Status304NotModified;
            return Task.CompletedTask;
        }
        (response.ContentType, response.ContentLength) = (file.ContentType, file.Content.Length);
        return HttpMethods.IsHead(http.Request.Method) ? Task.CompletedTask : response.Body.WriteAsync(file.Content, http.RequestAborted).AsTask();
    }

    private static byte[] Load(string name)
    {
        using var stream = typeof(Assets).Assembly.GetManifestResourceStream($"StatusPage/{name}")!;
        var content = new byte[stream.Length];
        stream.ReadExactly(content);
        return content;
    }
}
