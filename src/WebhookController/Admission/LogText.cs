namespace WebhookController.Admission;

internal static class LogText
{
    // Text from a caller must not flood a log or forge a line in it.
    public static string Sanitize(string text, int length)
    {
        var shown = text.Length > length ? string.Concat(text.AsSpan(0, length - 1), "…") : text;
        return shown.Any(char.IsControl) ? string.Concat(shown.Select(c => char.IsControl(c) ? '?' : c)) : shown;
    }
}
