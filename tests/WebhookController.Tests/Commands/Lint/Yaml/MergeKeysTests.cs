using System.Globalization;
using System.Text;
using WebhookController.Commands.Lint.Yaml;

namespace WebhookController.Tests.Commands.Lint.Yaml;

public sealed class MergeKeysTests
{
    [Theory]
    [InlineData("{<<: *a, own: own}", "own=own x=a y=a")]
    [InlineData("{x: own, <<: *a}", "x=own y=a")]
    [InlineData("{<<: [*a, *b]}", "x=a y=a z=b")]
    [InlineData("{<<: [*b, *a]}", "x=b y=a z=b")]
    [InlineData("{<<: *c}", "w=c x=a y=a")]
    [InlineData("{'<<': *a}", "<<=")]
    [InlineData("{<<: nothing, x: own}", "x=own")]
    public void What_a_map_does_not_say_is_taken_from_the_first_that_does(string map, string expected)
    {
        var text = $$"""
            a: &a {x: a, y: a}
            b: &b {x: b, z: b}
            c: &c {<<: *a, w: c}
            it: {{map}}
            """;

        var entries = Read(text).Map("it")!.Entries.Select(entry => $"{entry.Key.Value}={(entry.Value as YamlScalar)?.Value}").Order(StringComparer.Ordinal);

        Assert.Equal(expected, string.Join(' ', entries));
    }

    [Fact]
    public void A_value_that_was_merged_has_the_place_where_it_is_written() =>
        Assert.Equal(new Position(1, 11), Read("a: &a {x: 1}\nb:\n  <<: *a\n").Map("b")!.Scalar("x")!.At);

    // A few kilobytes that stand for ten to the power of three hundred entries.
    [Fact]
    public void Merges_of_merges_are_bounded()
    {
        var text = new StringBuilder("a0: &a0 {k: v}\n");
        for (var i = 1; i < 3000; i++) text.Append(CultureInfo.InvariantCulture, $"a{i}: &a{i} {{<<: [*a{i - 1}, *a{i - 1}, *a{i - 1}], k{i}: v}}\n");

        Assert.StartsWith("too many objects", Assert.Throws<YamlException>(() => Read(text.ToString())).Message, StringComparison.Ordinal);
    }

    private static YamlMap Read(string text)
    {
        YamlNode? root = null;
        new YamlReader(text, new YamlBudget()).Read(document => root = document);
        return Assert.IsType<YamlMap>(root);
    }
}
