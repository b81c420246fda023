using WebhookController.Commands.Lint.Yaml;

namespace WebhookController.Tests.Commands.Lint.Yaml;

public sealed class YamlReaderTests
{
    [Fact]
    public void Every_part_knows_its_place()
    {
        var root = Map("# a comment\na: &x\n  k: \"v\"\nb: [one, *x]\n");

        Assert.Equal(new Position(3, 6), root.Map("a")!.Scalar("k")!.At);
        Assert.Equal(new Position(3, 3), root.Map("a")!.Find("k")!.Value.Key.At);
        Assert.Equal(new Position(4, 5), root.List("b")[0].At);
        // Where it is written, not where it is used.
        Assert.Same(root.Map("a"), root.List("b")[1]);
    }

    [Fact]
    public void Json_is_read_with_its_tabs_and_escapes()
    {
        var root = Map("{\n\t\"a\":\t\"b\\/\\u00fc\\ud83d\\ude00\",\n\t\"c\": [true, null, 1e3]\n}\n");

        Assert.Equal("b/ü😀", root.Text("a"));
        Assert.Equal(new Position(2, 7), root.Scalar("a")!.At);
        Assert.Equal([false, true, false], root.List("c").Cast<YamlScalar>().Select(scalar => scalar.IsText));
    }

    [Fact]
    public void Lines_may_end_as_on_windows() => Assert.Equal(new Position(2, 4), Map("a: b\r\nc: d\r\n").Scalar("c")!.At);

    [Fact]
    public void A_file_has_as_many_documents_as_it_likes() => Assert.Equal(3, Read("a: 1\n---\n---\nb: 2\n...\n").Count);

    [Fact]
    public void Of_a_repeated_key_the_last_counts() => Assert.Equal("2", Map("a: 1\na: 2\n").Text("a"));

    [Fact]
    public void An_anchor_may_be_set_again() => Assert.Equal("2", Map("a: &x 1\nb: &x 2\nc: *x\n").Text("c"));

    [Theory]
    [InlineData("a: *x\n", "there is no anchor x before this", 1, 4)]
    [InlineData("a: &x 1\n---\nb: *x\n", "there is no anchor x before this", 3, 4)]
    [InlineData("a: &x [*x]\n", "there is no anchor x before this", 1, 8)]
    [InlineData("a: [\n", "While parsing a node, did not find expected node content.", 2, 1)]
    [InlineData("a: b: c\n", "While scanning a plain scalar value, found invalid mapping.", 1, 5)]
    [InlineData("name: {{ .Values.x }}\n", "it has {{", 1, 8)]
    public void What_can_not_be_read_has_a_place(string text, string message, int line, int column)
    {
        var broken = Assert.Throws<YamlException>(() => Read(text));

        Assert.Equal((message, new Position(line, column)), (broken.Message, broken.At));
    }

    [Fact]
    public void Braces_within_text_are_no_template() => Assert.Equal("{{ $labels.x }}", Map("a: '{{ $labels.x }}'\nb: {c: {d: e}}\n").Text("a"));

    [Theory]
    [InlineData("[")]
    [InlineData("- ")]
    [InlineData("{a: ")]
    [InlineData("? ")]
    public void Nesting_is_bounded(string level)
    {
        var deep = Assert.Throws<YamlException>(() => Read(string.Concat(Enumerable.Repeat(level, 100_000))));

        Assert.Equal("more than 100 levels deep", deep.Message);
    }

    [Fact]
    public void A_hundred_levels_are_read() => Assert.Single(Read(new string('[', 100) + new string(']', 100)));

    private static YamlMap Map(string text) => Assert.IsType<YamlMap>(Assert.Single(Read(text)));

    private static List<YamlNode> Read(string text)
    {
        var documents = new List<YamlNode>();
        new YamlReader(text, new YamlBudget()).Read(documents.Add);
        return documents;
    }
}
