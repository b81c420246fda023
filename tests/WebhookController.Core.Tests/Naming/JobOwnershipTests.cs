using WebhookController.Core.Naming;
using WebhookController.Core.Tests.Support;

namespace WebhookController.Core.Tests.Naming;

public sealed class OwnJobTests
{
    [Theory]
    [InlineData("managed=true", true)]
    [InlineData("managed=True", false)]
    [InlineData("managed=false", false)]
    [InlineData("source-namespace=web source-pvc=data", false)]
    [InlineData("example.org/managed=true", false)]
    public void Only_managed_true_makes_a_job_ours(string labels, bool ours) => Assert.Equal(ours, JobOwnership.IsManaged(A.Foreign("x", labels), A.Keys));

    [Theory]
    [InlineData("archive=true", true)]
    [InlineData("archive=false", false)]
    [InlineData("archive-delete-after=2020-01-01", false)]
    public void Only_archive_true_makes_it_an_archive(string labels, bool archive) =>
        Assert.Equal(archive, JobOwnership.IsArchive(A.Job("x", "web/data", labels), A.Keys));

    [Fact]
    public void Its_source_is_the_pvc() => Assert.Equal(A.Key("web/data"), JobOwnership.SourceOf(A.Job("x", "web/data"), A.Keys));
}
