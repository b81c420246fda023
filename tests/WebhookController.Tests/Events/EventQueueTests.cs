using WebhookController.Core.Events;
using WebhookController.Core.Objects;
using WebhookController.Events;

namespace WebhookController.Tests.Events;

public sealed class EventQueueTests
{
    private readonly EventQueue _queue = new(backlog: 3);

    [Fact]
    public void What_waits_for_a_person_goes_before_all_else()
    {
        Add(EventReason.BackupJobCreated, "a");
        Add(EventReason.LabelsRefused, "b");
        Add(EventReason.DeletionsHeld, "backup-defaults");

        Assert.Equal(["DeletionsHeld", "LabelsRefused", "BackupJobCreated"], TakeAll().Select(notice => notice.Reason.ToString()));
    }

    [Fact]
    public void Warnings_and_other_news_take_turns()
    {
        foreach (var name in new[] { "a", "b", "c" }) Add(EventReason.BackupJobCreated, name);
        foreach (var name in new[] { "d", "e", "f" }) Add(EventReason.NameConflict, name);

        Assert.Equal(["d", "a", "e", "b", "f", "c"], TakeAll().Select(notice => notice.About.Key.Name));
    }

    [Fact]
    public void A_digest_that_changes_all_the_time_does_not_keep_others_waiting()
    {
        Add(EventReason.BackupJobCreated, "a");
        Add(EventReason.LabelsRefused, "b");
        var taken = new List<string>();
        for (var digest = 0; digest < 4; digest++)
        {
            Add(EventReason.DeletionsHeld, "backup-defaults", $"digest {digest}");
            taken.Add(_queue.Take()!.About.Key.Name);
        }

        Assert.Equal(["backup-defaults", "b", "backup-defaults", "a"], taken);
        Assert.Equal("digest 3", _queue.Take()!.Text);
        Assert.Null(_queue.Take());
    }

    [Fact]
    public void Of_how_something_is_only_the_latest_is_published()
    {
        Add(EventReason.LabelsRefused, "a", "retain=0");
        Add(EventReason.LabelsRefused, "b");
        Add(EventReason.LabelsRefused, "a", "retain=x");

        Assert.Equal([("a", "retain=x"), ("b", "")], TakeAll().Select(notice => (notice.About.Key.Name, notice.Text)));
    }

    [Fact]
    public void Of_what_was_done_nothing_is_replaced()
    {
        Add(EventReason.BackupJobChanged, "a", "retain 8 → 9");
        Add(EventReason.BackupJobChanged, "a", "retain 9 → 10");

        Assert.Equal(2, TakeAll().Count());
    }

    [Fact]
    public void What_is_no_longer_so_is_not_published()
    {
        var old = Notice(EventReason.LabelsRefused, "a", "retain=0");
        _queue.Add(old);
        Add(EventReason.LabelsRefused, "b");
        _queue.Withdraw(old);

        Assert.Equal("b", Assert.Single(TakeAll()).About.Key.Name);
    }

    [Fact]
    public void Newer_news_is_not_withdrawn_with_the_old()
    {
        Add(EventReason.LabelsRefused, "a", "retain=x");
        _queue.Withdraw(Notice(EventReason.LabelsRefused, "a", "retain=0"));

        Assert.Single(TakeAll());
    }

    [Fact]
    public void What_was_done_has_bounded_room_and_how_things_are_has_room_always()
    {
        Assert.Equal([true, true, true, false], Enumerable.Range(0, 4).Select(i => Add(EventReason.BackupJobCreated, $"{i}")));
        Assert.True(Add(EventReason.DeletedWithoutArchive, "a"));
        Assert.All(Enumerable.Range(0, 10), i => Assert.True(Add(EventReason.LabelsRefused, $"{i}")));

        Assert.Equal(14, TakeAll().Count());
        Assert.True(Add(EventReason.BackupJobCreated, "a"));
    }

    [Fact]
    public async Task Who_waits_is_woken_by_what_is_added()
    {
        var waiting = _queue.WaitAsync(TestContext.Current.CancellationToken);
        Assert.False(waiting.IsCompleted);

        Add(EventReason.ArchiveReady, "a");

        await waiting;
    }

    private bool Add(EventReason reason, string name, string text = "") => _queue.Add(Notice(reason, name, text));

    private IEnumerable<ClaimEvent> TakeAll()
    {
        while (_queue.Take() is { } notice) yield return notice;
    }

    private static ClaimEvent Notice(EventReason reason, string name, string text) =>
        new(new EventSubject("PersistentVolumeClaim", new ObjectKey("mon", name), "u"), reason, text);
}
