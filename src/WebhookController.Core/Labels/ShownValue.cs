using System.Globalization;

namespace WebhookController.Core.Labels;

/// <summary>A value as people see it. A mutating webhook sees values of any length and content before the API server checks them, a ConfigMap may
/// hold any, and they end up in terminals.</summary>
internal static class ShownValue
{
    /// <summary>The value itself; in quotation marks, and with escapes, where it has characters that can't be seen, as the end of a line in a file.</summary>
    public static string Of(string value, int most)
    {
        var beginning = value.Length > most ? value[..most] : value;
        var shown = IsPlain(value) ? beginning : $"\"{string.Concat(beginning.Select(Escaped))}\"";
        return beginning.Length < value.Length ? shown + "…" : shown;
    }

    // Spaces can be seen between other characters only. What was too long to be read at all has become "…".
    private static bool IsPlain(string value) =>
        value == "…" || (value.All(c => char.IsBetween(c, ' ', '~')) && value.Trim().Length == value.Length);

    private static string Escaped(char c) => c switch
    {
        '\n' => "\\n",
        '\r' => "\\r",
        '\t' => "\\t",
        '"' => "\\\"",
        '\\' => "\\\\",
        >= ' ' and <= '~' => c.ToString(),
        _ => string.Create(CultureInfo.InvariantCulture, $"\\u{(int)c:x4}"),
    };
}
