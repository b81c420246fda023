using System.Text.Json.Nodes;
using Sandbox.Api;

namespace Sandbox.Admission;

// A metav1.LabelSelector in an object.
internal static class ObjectSelector
{
    public static bool Matches(JsonNode? selector, JsonNode? labels) =>
        (selector.At("matchLabels") as JsonObject ?? []).All(wanted => labels.Text(wanted.Key) == wanted.Value.Text())
        && selector.Items("matchExpressions").All(expression => Holds(expression, labels.Text(expression.Text("key") ?? "")));

    private static bool Holds(JsonNode? expression, string? value) => expression.Text("operator") switch
    {
        "In" => value is not null && expression.Items("values").Any(allowed => allowed.Text() == value),
        "NotIn" => value is null || !expression.Items("values").Any(refused => refused.Text() == value),
        "Exists" => value is not null,
        "DoesNotExist" => value is null,
        _ => false,
    };
}
