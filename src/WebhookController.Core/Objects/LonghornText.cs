namespace WebhookController.Core.Objects;

/// <summary>Errors as Longhorn writes them: of any length, and many lines.</summary>
public static class LonghornText
{
    /// <summary>The text as one line: it ends up in terminals, logs and Events.</summary>
    public static string Line(string text) => string.Concat(text.Select(c => char.IsControl(c) ? ' ' : c));

    /// <summary>The beginning of the text, of at most <paramref name="length"/> UTF-16 units and never half a letter, which no JSON could hold.</summary>
    public static string Beginning(string text, int length) =>
        text.Length <= length ? text : text[..(char.IsHighSurrogate(text[length - 1]) ? length - 1 : length)];
}
