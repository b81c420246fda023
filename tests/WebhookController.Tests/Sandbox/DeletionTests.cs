namespace WebhookController.Tests.SandboxTests;

public sealed class DeletionTests : SandboxTest
{
    [Fact]
    public async Task An_object_without_finalizers_is_deleted_at_once()
    {
        var created = await PostAsync(ConfigMaps, """{"metadata":{"name":"a"}}""");
        var deleted = await DeleteAsync($"{ConfigMaps}/a");
        Assert.Equal((200, "Success", created.Uid), (deleted.Status, (string?)deleted["status"], (string?)deleted["details", "uid"]));
        Assert.Equal(404, (await DeleteAsync($"{ConfigMaps}/a")).Status);
    }

    [Fact]
    public async Task An_object_is_deleted_when_its_last_finalizer_is_removed()
    {
        await CreateClaimAsync("a");
        var deleted = await DeleteAsync($"{Claims}/a");
        Assert.NotNull(deleted["metadata", "deletionTimestamp"]);

        var again = await DeleteAsync($"{Claims}/a");
        Assert.Equal(deleted.Version, again.Version);

        Assert.Equal(200, (await PatchAsync($"{Claims}/a", """{"metadata":{"finalizers":["example.com/x"]}}""")).Status);
        Assert.Equal(200, (await GetAsync($"{Claims}/a")).Status);
        Assert.Equal(200, (await PatchAsync($"{Claims}/a", """{"metadata":{"finalizers":[]}}""")).Status);
        Assert.Equal(404, (await GetAsync($"{Claims}/a")).Status);
    }

    [Fact]
    public async Task Preconditions_are_checked()
    {
        var created = await PostAsync(ConfigMaps, """{"metadata":{"name":"a"}}""");

        var uid = await DeleteAsync($"{ConfigMaps}/a", """{"preconditions":{"uid":"00000000-0000-0000-0000-000000000000"}}""");
        Assert.Equal((409, "Conflict"), (uid.Status, uid.Reason));
        Assert.Contains("the UID in the precondition (00000000-0000-0000-0000-000000000000) does not match the UID in record", uid.Message, StringComparison.Ordinal);

        var version = await DeleteAsync($"{ConfigMaps}/a", """{"preconditions":{"resourceVersion":"1"}}""");
        Assert.Equal((409, "Conflict"), (version.Status, version.Reason));

        var held = await DeleteAsync($"{ConfigMaps}/a", $$$"""{"preconditions":{"uid":"{{{created.Uid}}}","resourceVersion":"{{{created.Version}}}"}}""");
        Assert.Equal(200, held.Status);
    }

    [Fact]
    public async Task A_recreated_object_is_another_one()
    {
        var first = await PostAsync(ConfigMaps, """{"metadata":{"name":"a"}}""");
        await DeleteAsync($"{ConfigMaps}/a");
        var second = await PostAsync(ConfigMaps, """{"metadata":{"name":"a"}}""");
        Assert.NotEqual(first.Uid, second.Uid);
    }
}
