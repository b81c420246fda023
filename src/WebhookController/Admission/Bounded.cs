namespace WebhookController.Admission;

/// Keeps what a caller wrote from flooding a log or forging a line in it.
internal static class Bounded
{
    public static string Text(string text, int length)
    {
        var shown = text.Length > length ? string.Concat(text.AsSpan(0, length - 1), "…") : text;
        return shown.Any(char.IsControl) ? string.Concat(shown.Select(c => char.IsControl(c) ? '?' : c)) : shown;
    }
}
