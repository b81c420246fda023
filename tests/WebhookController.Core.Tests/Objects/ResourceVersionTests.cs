using System.Globalization;
using CsCheck;
using WebhookController.Core.Objects;
using WebhookController.Core.Tests.Support;

namespace WebhookController.Core.Tests.Objects;

public sealed class ResourceVersionTests
{
    [Fact]
    public void Numbers_are_compared_as_numbers_of_any_size()
    {
        Gen.Select(Gen.ULong, Gen.ULong).SampleTheSame((a, b) => Assert.Equal(a < b, ResourceVersion.IsOlder(Text(a), Text(b))));
        Assert.True(ResourceVersion.IsOlder("99999999999999999999999", "100000000000000000000000"));
    }

    [Theory]
    [InlineData("", "1")]
    [InlineData("1", "")]
    [InlineData("abc", "1")]
    [InlineData("1", "abc")]
    [InlineData("-1", "1")]
    [InlineData("٣", "4")]
    public void What_is_no_number_is_never_older(string version, string other) => Assert.False(ResourceVersion.IsOlder(version, other));

    private static string Text(ulong number) => number.ToString(CultureInfo.InvariantCulture);
}
