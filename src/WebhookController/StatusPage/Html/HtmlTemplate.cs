using System.Runtime.CompilerServices;

namespace WebhookController.StatusPage.Html;

// What the compiler makes of $"<b>{name}</b>": each part goes to the writer as what it is.
[InterpolatedStringHandler]
internal readonly ref struct HtmlTemplate
{
    private readonly HtmlWriter _html;

    public HtmlTemplate(int literalLength, int formattedCount, HtmlWriter html) => (_html, _, _) = (html, literalLength, formattedCount);

    public void AppendLiteral(string markup) => _html.Markup(markup);

    public void AppendFormatted(string? text) => _html.Text(text);

    public void AppendFormatted(int number) => _html.Number(number);

    public void AppendFormatted(long number) => _html.Number(number);

    public void AppendFormatted(double number) => _html.Number(number);

    // A part of the page that writes itself.
    public void AppendFormatted(Action<HtmlWriter>? part) => part?.Invoke(_html);
}
