using System.Text.Json.Nodes;
using WebhookController.Core.Archive;
using WebhookController.Tests.Integration.Support;

namespace WebhookController.Tests.Integration.KillPoints;

/// What a story comes to in the end, as text: it must be the same wherever the controller died on the way. A snapshot or backup made twice
/// would show.
internal static class Outcome
{
    public static async Task<string> OfAsync(Scenario scenario)
    {
        var jobs = await scenario.Api.ListAsync($"{Api.Longhorn}recurringjobs");
        return string.Join('\n',
        [
            .. jobs.Select(Text).Order(StringComparer.Ordinal),
            $"snapshots: {await CountAsync("snapshots")}",
            $"backups: {await CountAsync("backups")}",
        ]);

        async Task<int> CountAsync(string resource) => (await scenario.Api.ListAsync(Api.Longhorn + resource)).Count;
    }

    private static string Text(JsonObject job)
    {
        var metadata = job["metadata"]!;
        var attempt = ArchiveId.Read(metadata["annotations"]?[Objects.Key("archive-id")]?.GetValue<string>()) is { } id ? $"{(id.Attempt - 1) % RetryDelay.Round + 1}" : null;
        var complete = metadata["annotations"]?[Objects.Key("archive-backup")] is not null;
        return $"{metadata["name"]}: {metadata["labels"]!.ToJsonString()} {job["spec"]!.ToJsonString()} attempt {attempt ?? "none"}{(complete ? ", complete" : "")}";
    }
}
