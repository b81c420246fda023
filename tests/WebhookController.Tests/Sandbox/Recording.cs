using System.Text.Json.Nodes;

namespace WebhookController.Tests.SandboxTests;

// A recorded request to a real API server, with its response.
internal sealed record Recording(string Name, JsonNode Request, JsonNode Response)
{
    public string Method => (string)Request["method"]!;

    public string Path => (string)Request["path"]!;

    public string? Accept => (string?)Request["accept"];

    public string ContentType => (string?)Request["contentType"] ?? "application/json";

    public int Status => (int)Response["status"]!;

    public JsonNode? Body => Response["body"];

    public string? Header(string name) => (string?)Response["headers"]?[name];

    // The folder with the recordings next to the repository; null if there is none.
    public static string? Folder()
    {
        for (var parent = new DirectoryInfo(AppContext.BaseDirectory); parent is not null; parent = parent.Parent)
        {
            var candidate = System.IO.Path.Combine(parent.FullName, "shared", "recordings");
            if (Directory.Exists(candidate)) return candidate;
        }

        return null;
    }

    // Reads a recording and replaces the uids of the real server with ours.
    public static Recording Read(string folder, string name, IReadOnlyDictionary<string, string> replaced)
    {
        var text = File.ReadAllText(System.IO.Path.Combine(folder, $"{name}.json"));
        foreach (var (theirs, ours) in replaced) text = text.Replace(theirs, ours, StringComparison.Ordinal);
        var json = JsonNode.Parse(text)!;
        return new Recording(name, json["request"]!, json["response"]!);
    }
}
