using System.Text.Json.Nodes;

namespace WebhookController.Tests.Admission;

// An AdmissionReview's response, as the API server reads it.
internal sealed class Answer(JsonNode review)
{
    public JsonNode Review { get; } = review;

    public JsonNode Response => Review["response"]!;

    public bool Allowed => Response["allowed"]!.GetValue<bool>();

    public string Uid => Response["uid"]!.GetValue<string>();

    public string? Message => Response["status"]?["message"]?.GetValue<string>();

    public IReadOnlyList<string> Warnings => [.. Response["warnings"]?.AsArray().Select(node => node!.GetValue<string>()) ?? []];

    public string? Audit(string key) => Response["auditAnnotations"]?[key]?.GetValue<string>();

    public JsonArray? Patch => Response["patch"] is { } patch
        ? JsonNode.Parse(Convert.FromBase64String(patch.GetValue<string>()))!.AsArray()
        : null;

    public IEnumerable<string> PatchLines => Patch?.Select(op => $"{op!["op"]} {op["path"]} {op["value"]!.ToJsonString()}") ?? [];
}
