using System.Buffers;
using System.Net;
using System.Text;
using CsCheck;
using WebhookController.StatusPage.Html;

namespace WebhookController.Tests.StatusPage.Html;

public sealed class HtmlWriterTests
{
    [Theory]
    [InlineData("<script>alert(1)</script>")]
    [InlineData("\" onmouseover=\"alert(1)")]
    [InlineData("' autofocus onfocus='alert(1)")]
    [InlineData("&lt;b&gt; & <!-- -->")]
    [InlineData("</title></main><h1>All is well</h1>")]
    public void What_is_put_into_a_template_is_text_in_content_and_in_attributes(string hostile)
    {
        var html = Written(writer => writer.Write($"""<a title="{hostile}">{hostile}</a>"""));

        var (start, end) = (html.IndexOf('"', StringComparison.Ordinal) + 1, html.LastIndexOf("</a>", StringComparison.Ordinal));
        var (attribute, text) = (html[start..html.IndexOf("\">", start, StringComparison.Ordinal)], html[(html.IndexOf("\">", start, StringComparison.Ordinal) + 2)..end]);
        foreach (var part in (string[])[attribute, text])
        {
            Assert.DoesNotContain(part, character => character is '<' or '>' or '"' or '\'');
            Assert.Equal(hostile, WebUtility.HtmlDecode(part));
        }
    }

    [Fact]
    public void No_text_whatever_becomes_markup() => Gen.String.Sample(text =>
    {
        var html = Written(writer => writer.Write($"{text}"));
        return !html.AsSpan().ContainsAny("<>\"'") && WebUtility.HtmlDecode(html).Length <= text.Length * 2;
    });

    [Theory]
    [InlineData("a\u0000b", "a\ufffdb")]
    [InlineData("a\u001b[31mb", "a\ufffd[31mb")]
    [InlineData("a\u202egnp.exe", "a\ufffdgnp.exe")]
    [InlineData("a\u200bb", "a\ufffdb")]
    [InlineData("a\nb\tc", "a b c")]
    public void What_can_not_be_seen_is_shown_as_such(string hidden, string shown) =>
        Assert.Equal(shown, WebUtility.HtmlDecode(Written(writer => writer.Write($"{hidden}"))));

    [Fact]
    public void Half_a_character_is_none() => Assert.Equal("a\ufffdb", WebUtility.HtmlDecode(Written(writer => writer.Write($"{string.Concat("a", (char)0xD800, "b")}"))));

    [Fact]
    public void Letters_of_every_language_stay_as_they_are() =>
        Assert.Equal("Ünïcødé 備份 резерв ✔", WebUtility.HtmlDecode(Written(writer => writer.Write($"{"Ünïcødé 備份 резерв ✔"}"))));

    [Fact]
    public void Numbers_are_written_the_same_everywhere_and_parts_write_themselves() =>
        Assert.Equal("<b>-12 1234567890123 0.5 </b><i>&lt;</i>", Written(writer => writer.Write($"<b>{-12} {1234567890123L} {0.5} {(string?)null}</b>{Part}")));

    private static void Part(HtmlWriter html) => html.Write($"<i>{"<"}</i>");

    private static string Written(Action<HtmlWriter> write)
    {
        var output = new ArrayBufferWriter<byte>();
        write(new HtmlWriter(output));
        return Encoding.UTF8.GetString(output.WrittenSpan);
    }
}
