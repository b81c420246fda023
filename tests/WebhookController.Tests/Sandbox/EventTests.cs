namespace WebhookController.Tests.SandboxTests;

public sealed class EventTests : SandboxTest
{
    private const string NewEvents = "apis/events.k8s.io/v1/namespaces/mon/events";
    private const string CoreEvents = "api/v1/namespaces/mon/events";

    [Fact]
    public async Task An_event_is_seen_through_both_versions()
    {
        var created = await PostAsync(NewEvents, Event("e1"));
        Assert.Equal((201, "created"), (created.Status, (string?)created["note"]));

        var found = await GetAsync($"{CoreEvents}?fieldSelector=involvedObject.name%3Dgrafana%2CinvolvedObject.kind%3DPersistentVolumeClaim");
        var seen = Assert.Single(found["items"]!.AsArray())!;
        Assert.Equal(("created", "grafana"), ((string?)seen["message"], (string?)seen["involvedObject"]!["name"]));
        Assert.Empty((await GetAsync($"{CoreEvents}?fieldSelector=involvedObject.name%3Dother"))["items"]!.AsArray());
        Assert.Equal("created", (string?)(await GetAsync($"{NewEvents}/e1"))["note"]);
    }

    [Fact]
    public async Task Required_fields_of_events_are_checked()
    {
        var refused = await PostAsync(NewEvents, Event("e2").Replace("\"action\":\"CreateJob\",", "", StringComparison.Ordinal));
        Assert.Equal((422, "Event \"e2\" is invalid: action: Required value"), (refused.Status, refused.Message));
        Assert.Equal(422, (await PostAsync(NewEvents, Event("e3").Replace(".000001Z", "Z", StringComparison.Ordinal))).Status);
    }

    [Fact]
    public async Task A_lease_needs_a_fraction_in_its_times()
    {
        const string Leases = "apis/coordination.k8s.io/v1/namespaces/mon/leases";
        Assert.Equal(201, (await PostAsync(Leases, """{"metadata":{"name":"l"},"spec":{"holderIdentity":"a","renewTime":"2026-11-22T20:00:00.000001Z"}}""")).Status);
        Assert.Equal(422, (await PatchAsync($"{Leases}/l", """{"spec":{"renewTime":"2026-11-22T20:00:00Z"}}""")).Status);
    }

    private static string Event(string name) => $$$"""
        {"metadata":{"name":"{{{name}}}"},"eventTime":"2026-11-22T20:00:00.000001Z","reportingController":"c","reportingInstance":"i","action":"CreateJob",
         "reason":"BackupJobCreated","type":"Normal","note":"created","regarding":{"kind":"PersistentVolumeClaim","namespace":"mon","name":"grafana"}}
        """;
}
