using WebhookController.Commands.Lint.Manifests;
using WebhookController.Commands.Lint.Yaml;

namespace WebhookController.Commands.Lint.Rules;

// Labels, and the data of a ConfigMap, are text: the API server refuses a number or a boolean, and never asks admission.
internal static class TextRules
{
    private const int ValueShown = 63;

    public static IEnumerable<Finding> Check(Written written, Func<string, bool> isOurs)
    {
        foreach (var (key, value) in written.Labels?.Entries ?? [])
        {
            if (!isOurs(key.Value)) continue;
            if (value is not YamlScalar scalar) yield return Finding.NotText(key.Value, $"{key.Value} is not text: give it one value", written, key.At);
            else if (!scalar.IsText) yield return Finding.NotText(key.Value, $"{key.Value}={Shown(scalar.Value)} is not text: put the value in quotes", written, scalar.At);
        }
    }

    private static string Shown(string value) => value.Length > ValueShown ? value[..ValueShown] + "…" : value;
}
