using WebhookController.Core.Objects;

namespace WebhookController.Core.Tests.Objects;

public sealed class LonghornTextTests
{
    [Fact]
    public void Lines_become_one() => Assert.Equal("failed:  no space [0m", LonghornText.Line("failed:\r\nno space\u001b[0m"));

    [Theory]
    [InlineData("abc", 3, "abc")]
    [InlineData("abcd", 3, "abc")]
    [InlineData("ab𝄞", 3, "ab")]
    [InlineData("a𝄞b", 3, "a𝄞")]
    [InlineData("", 3, "")]
    public void A_beginning_ends_between_letters(string text, int length, string beginning) => Assert.Equal(beginning, LonghornText.Beginning(text, length));
}
