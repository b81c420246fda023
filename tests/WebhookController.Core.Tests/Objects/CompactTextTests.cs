using WebhookController.Core.Tests.Support;

namespace WebhookController.Core.Tests.Objects;

public sealed class CompactTextTests
{
    [Theory]
    [InlineData("705ab4f5-6393-11e8-b7cc-42010a800002")]
    [InlineData("705AB4F5-6393-11E8-B7CC-42010A800002")]
    [InlineData("uid-of-a-test")]
    [InlineData("")]
    public void A_uid_reads_as_it_was_written(string uid) => Assert.Equal(uid, (A.Claim("a/b") with { Uid = uid }).Uid);

    [Theory]
    [InlineData("1")]
    [InlineData("0")]
    [InlineData("007")]
    [InlineData("184467440737095516160000")]
    [InlineData("opaque")]
    [InlineData("")]
    public void A_resource_version_reads_as_it_was_written(string version) =>
        Assert.Equal(version, (A.Claim("a/b") with { ResourceVersion = version }).ResourceVersion);

    [Theory]
    [InlineData("2026-11-23T08:31:00Z")]
    [InlineData("2026-11-23T08:31:00.5Z")]
    [InlineData("2026-11-23T08:31:00+01:00")]
    [InlineData("soon")]
    [InlineData("")]
    [InlineData(null)]
    public void A_time_of_completion_reads_as_Longhorn_wrote_it(string? text) =>
        Assert.Equal(text, (A.Backup("b", null, null) with { CompletedAt = text }).CompletedAt);

    [Fact]
    public void Objects_with_the_same_text_are_equal()
    {
        Assert.Equal(A.Claim("a/b") with { Uid = "705ab4f5-6393-11e8-b7cc-42010a800002" }, A.Claim("a/b") with { Uid = "705ab4f5-6393-11e8-b7cc-42010a800002" });
        Assert.NotEqual(A.Claim("a/b") with { ResourceVersion = "7" }, A.Claim("a/b") with { ResourceVersion = "07" });
    }
}
