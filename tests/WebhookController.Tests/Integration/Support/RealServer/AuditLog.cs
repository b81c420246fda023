using System.Text.Json.Nodes;
using Sandbox;

namespace WebhookController.Tests.Integration.Support.RealServer;

/// Who asked the API server for what: its audit log, in the terms of the Sandbox's log of requests. Watches appear when they end.
internal sealed class AuditLog(string folder)
{
    private const string Policy = """
        {
          "apiVersion": "audit.k8s.io/v1", "kind": "Policy", "omitStages": ["RequestReceived", "ResponseStarted"],
          "rules": [
            {"level": "None", "nonResourceURLs": ["*"]},
            {"level": "None", "users": ["system:apiserver"]},
            {"level": "Metadata"}
          ]
        }
        """;

    private DateTimeOffset _since;

    private string LogFile => Path.Combine(folder, "audit.log");

    private string PolicyFile => Path.Combine(folder, "audit-policy.json");

    /// The options of the API server that has this log, and the file that they need.
    public IEnumerable<string> Prepare()
    {
        File.WriteAllText(PolicyFile, Policy);
        return [$"--audit-policy-file={PolicyFile}", $"--audit-log-path={LogFile}", "--audit-log-mode=blocking-strict"];
    }

    public IReadOnlyList<RequestRecord> Read() =>
        [.. Lines().Select(line => Record(JsonNode.Parse(line)!)).Where(record => record.At >= _since).OrderBy(record => record.At)];

    // By the time at which a request came in: one that was answered just now may not be in the file yet.
    public void Forget() => _since = DateTimeOffset.UtcNow;

    // The server may be in the middle of the last line.
    private string[] Lines()
    {
        if (!File.Exists(LogFile)) return [];
        using var reader = new StreamReader(new FileStream(LogFile, FileMode.Open, FileAccess.Read, FileShare.ReadWrite));
        return reader.ReadToEnd().Split('\n')[..^1];
    }

    private static RequestRecord Record(JsonNode entry)
    {
        var target = entry["objectRef"];
        return new RequestRecord(
            Text(entry["verb"]), Text(target?["apiGroup"]), Text(target?["resource"]), Text(target?["subresource"]), Text(target?["namespace"]), Text(target?["name"]),
            Text(entry["userAgent"]), (int?)entry["responseStatus"]?["code"] ?? 0, Text(entry["requestURI"]).Contains("dryRun=All", StringComparison.Ordinal),
            (DateTimeOffset)entry["requestReceivedTimestamp"]!);
    }

    private static string Text(JsonNode? value) => (string?)value ?? "";
}
