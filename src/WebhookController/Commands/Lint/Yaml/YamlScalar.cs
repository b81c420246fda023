using System.Text.RegularExpressions;

namespace WebhookController.Commands.Lint.Yaml;

// A single value, as it is written: whether it is text depends on quotation marks and tags.
internal sealed partial class YamlScalar(Position at, string value, bool isPlain, string? tag) : YamlNode(at)
{
    private const string TagPrefix = "tag:yaml.org,2002:";

    // What kubectl, Helm and GitOps tools read as booleans (go-yaml, resolve.go).
    private static readonly HashSet<string> Booleans = new(
        ["y", "Y", "yes", "Yes", "YES", "n", "N", "no", "No", "NO", "true", "True", "TRUE", "false", "False", "FALSE", "on", "On", "ON", "off", "Off", "OFF"],
        StringComparer.Ordinal);

    private static readonly HashSet<string> Nulls = new(["", "~", "null", "Null", "NULL"], StringComparer.Ordinal);

    public string Value => value;

    // In labels it stands for an empty text.
    public bool IsNull => tag == TagPrefix + "null" || (tag is null && isPlain && Nulls.Contains(value));

    public bool IsMerge => value == "<<" && (tag is null ? isPlain : tag == TagPrefix + "merge");

    // Dates are text there, too.
    public bool IsText => tag switch
    {
        null => !isPlain || !(Booleans.Contains(value) || LooksLikeNumber(value)),
        TagPrefix + "bool" or TagPrefix + "int" or TagPrefix + "float" => false,
        _ => true,
    };

    private static bool LooksLikeNumber(string text)
    {
        if (text.Length is 0 or > 64 || !(char.IsAsciiDigit(text[0]) || text[0] is '+' or '-' or '.')) return false;
        return Number().IsMatch(text.Replace("_", "", StringComparison.Ordinal));
    }

    [GeneratedRegex(@"^[-+]?(0[bB][01]+|0[oO]?[0-7]+|0[xX][0-9a-fA-F]+|(\.[0-9]+|[0-9]+(\.[0-9]*)?)([eE][-+]?[0-9]+)?|\.(inf|Inf|INF))$|^\.(nan|NaN|NAN)$")]
    private static partial Regex Number();
}
