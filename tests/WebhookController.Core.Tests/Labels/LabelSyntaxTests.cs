using WebhookController.Core.Labels;

namespace WebhookController.Core.Tests.Labels;

/// As apimachinery's util/validation has it.
public sealed class LabelSyntaxTests
{
    private static readonly string Name63 = new('a', 63);
    private static readonly string Prefix253 = $"{new string('a', 100)}.{new string('b', 152)}";

    public static TheoryData<string> ValuesTaken => ["", "a", "A.b_c-9", "0", Name63];

    public static TheoryData<string> ValuesRefused => [" ", "-a", "a-", ".a", "a_", "a b", "a/b", "ä", "٣", "a\n", Name63 + "a"];

    public static TheoryData<string> KeysTaken => ["a", "A_b.c-9", "example.org/a", "a/A", "a-b.0c/x", Name63, $"{Prefix253}/{Name63}"];

    public static TheoryData<string> KeysRefused =>
        ["", "/", "a/", "/a", "a/b/c", "-a", "a-", "A.org/a", "a_b/c", "-a/c", "a./c", ".a/c", "a..b/c", "a b", "ä/c", Name63 + "a", $"{Prefix253}c/a"];

    [Theory]
    [MemberData(nameof(ValuesTaken))]
    public void Takes_a_value(string value) => Assert.True(LabelSyntax.IsValue(value));

    [Theory]
    [MemberData(nameof(ValuesRefused))]
    public void Refuses_a_value(string value) => Assert.False(LabelSyntax.IsValue(value));

    [Theory]
    [MemberData(nameof(KeysTaken))]
    public void Takes_a_key(string key) => Assert.True(LabelSyntax.IsKey(key));

    [Theory]
    [MemberData(nameof(KeysRefused))]
    public void Refuses_a_key(string key) => Assert.False(LabelSyntax.IsKey(key));
}
