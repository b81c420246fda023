using System.Buffers;
using System.Buffers.Text;
using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Runtime.CompilerServices;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Unicode;

namespace WebhookController.StatusPage.Html;

// The only way to HTML. What stands in a template is markup, and whatever is put into its holes is text: a value can't be written unencoded.
// Attributes are always in double quotes.
internal sealed class HtmlWriter(IBufferWriter<byte> output)
{
    private const char Replacement = '�';

    private static readonly HtmlEncoder Encoder = HtmlEncoder.Create(UnicodeRanges.All);

    [SuppressMessage("Performance", "CA1822", Justification = "The handler is made for this very writer, and wrote the template to it, part by part.")]
    public void Write([InterpolatedStringHandlerArgument("")] ref HtmlTemplate template) => _ = template;

    internal void Markup(string text) => Encoding.UTF8.GetBytes(text, output);

    internal void Text(string? text)
    {
        if (string.IsNullOrEmpty(text)) return;
        Encoding.UTF8.GetBytes(Encoder.Encode(text.AsSpan().ContainsAny(Invisible) ? Visible(text) : text), output);
    }

    internal void Number(long number)
    {
        Span<byte> digits = stackalloc byte[20];
        Utf8Formatter.TryFormat(number, digits, out var length);
        output.Write(digits[..length]);
    }

    // With at most one decimal.
    internal void Number(double number) => Markup(number.ToString("0.#", CultureInfo.InvariantCulture));

    // Control characters, and those that turn the direction of what follows: a value could look like another one.
    private static readonly SearchValues<char> Invisible = SearchValues.Create(
        [.. Enumerable.Range(0, char.MaxValue).Select(code => (char)code).Where(c => char.IsControl(c) || char.GetUnicodeCategory(c) == UnicodeCategory.Format)]);

    private static string Visible(string text) => string.Create(text.Length, text, static (span, text) =>
    {
        for (var i = 0; i < span.Length; i++) span[i] = text[i] is '\n' or '\t' ? ' ' : Invisible.Contains(text[i]) ? Replacement : text[i];
    });
}
