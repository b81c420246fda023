using WebhookController.Core.Objects;
using WebhookController.Core.Tests.Support;

namespace WebhookController.Core.Tests.Objects;

public sealed class ObjectSetTests
{
    private static readonly ObjectKey Key = A.Key("web/data");

    [Fact]
    public void Unread_knows_of_nothing_and_calls_nothing_absent()
    {
        var set = ObjectSet<ConfigMap>.Unread;

        Assert.Null(set.Problem);
        Assert.False(set.Synced);
        Assert.False(set.IsAbsent(Key));
        Assert.Null(set[Key]);
        Assert.True(set.Replace([], [], "1").IsAbsent(Key));
    }

    [Theory]
    [InlineData("5", "4", "5")]
    [InlineData("5", "5", "5")]
    [InlineData("5", "6", "6")]
    [InlineData("9", "10", "10")]
    [InlineData("10", "9", "10")]
    [InlineData("x", "4", "4")]
    [InlineData("5", "x", "x")]
    public void The_later_version_counts(string known, string put, string expected) =>
        Assert.Equal(expected, Listed(Item(known)).Put(Item(put))[Key]!.ResourceVersion);

    [Fact]
    public void The_answer_to_a_write_counts_before_the_watch_has_come_so_far()
    {
        var set = Listed(Item("5")).PutAnswer(Item("6"));

        Assert.Equal("6", set[Key]!.ResourceVersion);
        Assert.Equal("8", set.PutAnswer(Item("8"))[Key]!.ResourceVersion);
    }

    [Fact]
    public void The_answer_to_a_write_does_not_bring_back_what_the_watch_has_shown_to_be_gone()
    {
        var set = Listed(Item("5")).Remove(Key, "u1", "7");

        Assert.Null(set.PutAnswer(Item("6"))[Key]);
        Assert.Equal("8", set.PutAnswer(Item("8"))[Key]!.ResourceVersion);
    }

    [Fact]
    public void A_late_word_of_the_object_that_had_the_name_before_changes_nothing()
    {
        var set = Listed(Item("7", "new"));

        Assert.Equal("new", set.Put(Item("6", "old"))[Key]!.Uid);
        Assert.Equal("new", set.Remove(Key, "old")[Key]!.Uid);
        Assert.Equal("newest", set.Put(Item("8", "newest"))[Key]!.Uid);
    }

    [Fact]
    public void What_is_gone_is_absent()
    {
        Assert.True(Listed(Item("5")).Remove(Key, "u1").IsAbsent(Key));
        Assert.True(Listed(Item("5")).Remove(Key, null).IsAbsent(Key));
        Assert.True(Listed().MarkUnknown(Key).Remove(Key, "u1").IsAbsent(Key));
    }

    [Fact]
    public void What_was_forgotten_is_not_brought_back_by_an_earlier_event()
    {
        var set = Listed(Item("5")).Forget(Key, "u1");

        Assert.True(set.IsAbsent(Key));
        Assert.True(set.Put(Item("6")).IsAbsent(Key));
        Assert.Equal("u2", set.Put(Item("7", "u2"))[Key]!.Uid);
        Assert.Equal("u2", set.Put(Item("7", "u2")).Remove(Key, "u1")[Key]!.Uid);
    }

    [Fact]
    public void What_was_forgotten_is_not_brought_back_by_an_earlier_list()
    {
        var set = Listed(Item("5")).Forget(Key, "u1").Replace([Item("5")], [], "6");

        Assert.True(set.IsAbsent(Key));
        Assert.True(set.Put(Item("6")).IsAbsent(Key));
        Assert.Equal("u2", set.Replace([Item("9", "u2")], [], "9")[Key]!.Uid);
    }

    [Fact]
    public void A_tombstone_goes_with_its_event_or_the_first_list_without_the_object()
    {
        var forgotten = Listed(Item("5")).Forget(Key, "u1");

        Assert.Equal("u1", forgotten.Remove(Key, "u1").Put(Item("6"))[Key]!.Uid);
        Assert.Equal("u1", forgotten.Replace([], [], "6").Put(Item("7"))[Key]!.Uid);
    }

    [Fact]
    public void Unknown_is_not_absent_and_not_readable()
    {
        var set = Listed(Item("5")).MarkUnknown(Key);

        Assert.Null(set[Key]);
        Assert.False(set.IsAbsent(Key));
        Assert.Equal("6", set.Put(Item("6"))[Key]!.ResourceVersion);
        Assert.Empty(set.Put(Item("6")).Unknown);
    }

    [Fact]
    public void A_list_replaces_everything_but_what_was_written_since()
    {
        var set = Listed(Item("5"), Item("9", name: "written"), Item("5", name: "gone")).MarkUnknown(A.Key("web/was-unknown"));
        var after = set.Replace([Item("6")], [A.Key("web/unknown"), A.Key("web/written")], "7");

        Assert.Equal("6", after[Key]!.ResourceVersion);
        Assert.Equal("9", after[A.Key("web/written")]!.ResourceVersion);
        Assert.True(after.IsAbsent(A.Key("web/gone")));
        Assert.True(after.IsAbsent(A.Key("web/was-unknown")));
        Assert.Equal([A.Key("web/unknown")], after.Unknown);
    }

    [Fact]
    public void A_list_of_a_cluster_restored_from_a_backup_replaces_what_the_watch_had_shown()
    {
        var set = Listed(Item("5")).Put(Item("9")).Put(Item("10", name: "made-since")).PutAnswer(Item("11", name: "written"));

        var after = set.Replace([Item("5")], [], "7");

        Assert.Equal("5", after[Key]!.ResourceVersion);
        Assert.True(after.IsAbsent(A.Key("web/made-since")));
        Assert.Equal("8", after.Put(Item("8"))[Key]!.ResourceVersion);
    }

    [Fact]
    public void A_kind_that_cannot_be_read_any_more_keeps_what_is_known_but_calls_nothing_absent()
    {
        var set = Listed(Item("5")).Unavailable("404 Not Found");

        Assert.Equal("404 Not Found", set.Problem);
        Assert.Equal("5", set[Key]!.ResourceVersion);
        Assert.False(set.Synced);
        Assert.False(set.IsAbsent(A.Key("web/other")));
        Assert.Null(set.Replace([], [], "6").Problem);
    }

    [Fact]
    public void Objects_of_cluster_scoped_kinds_are_found_by_name()
    {
        Assert.NotNull(ObjectSet<PersistentVolume>.Unread.Put(A.Pv("pv-1", "vol-1"))["pv-1"]);
    }

    private static ObjectSet<ConfigMap> Listed(params ConfigMap[] items) => ObjectSet<ConfigMap>.Unread.Replace(items, [], "1");

    private static ConfigMap Item(string version, string uid = "u1", string name = "data") =>
        new() { Key = new("web", name), Uid = uid, ResourceVersion = version };
}
