using WebhookController.Core.Archive;
using WebhookController.Core.Cluster;
using WebhookController.Core.Tests.Support;

namespace WebhookController.Core.Tests.Archive;

/// Which of a PVC's jobs keeps its archive.
public sealed class ArchiveKeeperTests
{
    private static readonly ArchiveId First = ArchiveId.FirstOf("uid-1");

    [Fact]
    public void The_latest_attempt_counts() => Assert.Equal("b", Keeper(Job("a", First), Job("b", First.Next())));

    [Fact]
    public void A_complete_archive_counts_more_than_any_attempt() =>
        Assert.Equal("a", Keeper(Job("a", First, $"archive-backup={First.ObjectName}"), Job("b", First.Next())));

    [Fact]
    public void Of_equals_the_first_counts() => Assert.Equal("b", Keeper(Job("b", First), Job("a", First)));

    [Fact]
    public void Archives_of_another_uid_do_not_count() => Assert.Null(Keeper(Job("a", ArchiveId.FirstOf("uid-2")), A.Job("b", "web/data")));

    private static string? Keeper(params RecurringJob[] jobs) => ArchiveKeeper.Of("uid-1", jobs, A.Keys)?.Key.Name;

    private static RecurringJob Job(string name, ArchiveId id, string marks = "") =>
        A.Job(name, "web/data", "archive=true") with { Annotations = A.Labels($"archive-id={id} {marks}") };
}
