using System.Net;
using System.Text.Json.Nodes;

namespace WebhookController.Tests.Admission;

public sealed class RecordedRequestTests
{
    [Fact]
    public async Task Every_recorded_request_of_a_real_API_server_is_answered()
    {
        var recordings = Recordings.Find("admission-*.json");
        Assert.SkipWhen(recordings.Count == 0, "no recordings beside the repository");
        await using var host = await AdmissionHost.StartAsync();

        foreach (var file in recordings)
        {
            var recording = JsonNode.Parse(await File.ReadAllTextAsync(file, TestContext.Current.CancellationToken))!;
            var reply = await host.PostAsync(recording["http"]!["path"]!.GetValue<string>(), recording["body"]!.ToJsonString());

            Assert.True(reply.Code == HttpStatusCode.OK, $"{Path.GetFileName(file)}: {reply.Text}");
            Assert.Equal(recording["body"]!["request"]!["uid"]!.GetValue<string>(), new Answer(reply.Json).Uid);
        }
    }

    [Theory]
    [InlineData("06-validate-update", null)]
    [InlineData("05-mutate-update", null)]
    [InlineData("12-validate-create-cm", null)]
    [InlineData("17-validate-delete", null)]
    public async Task A_recorded_request_gets_this_verdict(string recording, string? denial)
    {
        var file = Recordings.Find($"admission-{recording}*.json").SingleOrDefault();
        Assert.SkipWhen(file is null, "no recordings beside the repository");
        await using var host = await AdmissionHost.StartAsync();
        var recorded = JsonNode.Parse(await File.ReadAllTextAsync(file, TestContext.Current.CancellationToken))!;

        var answer = new Answer((await host.PostAsync(recorded["http"]!["path"]!.GetValue<string>(), recorded["body"]!.ToJsonString())).Json);

        Assert.Equal(denial, answer.Message);
    }
}

internal static class Recordings
{
    // Looks for shared/recordings next to the repository or one of its parent directories.
    public static IReadOnlyList<string> Find(string pattern)
    {
        for (var directory = new DirectoryInfo(AppContext.BaseDirectory); directory is not null; directory = directory.Parent)
        {
            var recordings = Path.Combine(directory.FullName, "shared", "recordings");
            if (Directory.Exists(recordings)) return [.. Directory.GetFiles(recordings, pattern).Order(StringComparer.Ordinal)];
        }
        return [];
    }
}
