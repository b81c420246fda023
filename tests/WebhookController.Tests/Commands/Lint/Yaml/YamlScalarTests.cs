using WebhookController.Commands.Lint.Yaml;

namespace WebhookController.Tests.Commands.Lint.Yaml;

/// As go-yaml reads them for kubectl, Helm and GitOps tools: what isn't text there is refused by the API server.
public sealed class YamlScalarTests
{
    [Theory]
    [InlineData("true")]
    [InlineData("False")]
    [InlineData("yes")]
    [InlineData("Off")]
    [InlineData("7")]
    [InlineData("-7")]
    [InlineData("0030")]
    [InlineData("0830")]
    [InlineData("1_000")]
    [InlineData("0x1F")]
    [InlineData("0b11")]
    [InlineData("1.5")]
    [InlineData(".5")]
    [InlineData("1e3")]
    [InlineData("+.inf")]
    [InlineData(".nan")]
    public void Without_quotes_it_is_no_text(string value)
    {
        Assert.False(new YamlScalar(default, value, isPlain: true, null).IsText);
        Assert.True(new YamlScalar(default, value, isPlain: false, null).IsText);
        Assert.True(new YamlScalar(default, value, isPlain: true, "tag:yaml.org,2002:str").IsText);
    }

    [Theory]
    [InlineData("auto")]
    [InlineData("07:30")]
    [InlineData("2027-07-11")]
    [InlineData("tRUE")]
    [InlineData("1.2.3")]
    [InlineData("0xyz")]
    [InlineData("-")]
    [InlineData(".")]
    [InlineData("12h")]
    public void Other_values_are_text_without_quotes(string value) => Assert.True(new YamlScalar(default, value, isPlain: true, null).IsText);

    [Theory]
    [InlineData("")]
    [InlineData("~")]
    [InlineData("null")]
    public void Nothing_is_null_and_counts_as_empty_text(string value)
    {
        var scalar = new YamlScalar(default, value, isPlain: true, null);

        Assert.Equal((true, true), (scalar.IsNull, scalar.IsText));
        Assert.False(new YamlScalar(default, value, isPlain: false, null).IsNull);
    }

    [Theory]
    [InlineData("int")]
    [InlineData("bool")]
    [InlineData("float")]
    public void A_tag_says_what_a_quoted_value_is(string tag) => Assert.False(new YamlScalar(default, "1", isPlain: false, $"tag:yaml.org,2002:{tag}").IsText);
}
