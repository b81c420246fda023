using WebhookController.Commands.Output;

namespace WebhookController.Tests.Commands.Output;

/// Tables that fit, align and can't be broken by what is in them.
public sealed class TextTableTests
{
    [Fact]
    public void Columns_align_and_numbers_to_the_right() => Assert.Equal(
        """
        NAME    COUNT
        a          10
        longer      2

        """.ReplaceLineEndings("\n"), Print(null, false, ["a", "10"], ["longer", "2"]));

    [Fact]
    public void Elastic_columns_give_way_to_a_narrow_terminal() => Assert.Equal(
        """
        NAME        COUNT
        abcdefghi…      1

        """.ReplaceLineEndings("\n"), Print(17, false, ["abcdefghijklmnop", "1"]));

    [Fact]
    public void They_keep_a_width_at_which_something_can_be_read() => Assert.Contains("abcdefg…", Print(3, false, ["abcdefghijklmnop", "1"]), StringComparison.Ordinal);

    [Fact]
    public void Control_characters_are_not_printed() => Assert.DoesNotContain("\e[2J", Print(null, false, ["a\e[2J\n", "1"]), StringComparison.Ordinal);

    [Fact]
    public void Colours_do_not_count_as_width()
    {
        var (output, error) = (new StringWriter { NewLine = "\n" }, new StringWriter());
        var table = new TextTable([new("NAME"), new("COUNT")]);
        table.Add(new Cell("a", Colour.Red), "1");

        table.WriteTo(new Terminal(output, error, 80, Colours: true));

        Assert.Equal("\e[1mNAME\e[0m  \e[1mCOUNT\e[0m\n\e[31ma\e[0m     1\n", output.ToString());
    }

    private static string Print(int? width, bool colours, params string[][] rows)
    {
        var output = new StringWriter { NewLine = "\n" };
        var table = new TextTable([new("NAME", Elastic: true), new("COUNT", Right: true)]);
        foreach (var row in rows) table.Add([.. row.Select(text => new Cell(text))]);
        table.WriteTo(new Terminal(output, output, width, colours));
        return output.ToString();
    }
}
