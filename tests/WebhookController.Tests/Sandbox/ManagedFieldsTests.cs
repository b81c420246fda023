using System.Text.Json.Nodes;
using Microsoft.Extensions.Time.Testing;
using Sandbox;

namespace WebhookController.Tests.SandboxTests;

// What the API server notes of who set which field, and when.
public sealed class ManagedFieldsTests : SandboxTest
{
    private const string Volumes = "apis/longhorn.io/v1beta2/namespaces/longhorn-system/volumes";
    private static readonly DateTimeOffset Noon = new(2026, 11, 23, 12, 0, 0, TimeSpan.Zero);

    private readonly FakeTimeProvider _clock = new(Noon);

    private protected override SandboxOptions Options => new() { TimeProvider = _clock };

    public override async ValueTask InitializeAsync()
    {
        await base.InitializeAsync();
        await PostAsync($"{Volumes}?fieldManager=longhorn-manager", """{"apiVersion":"longhorn.io/v1beta2","kind":"Volume","metadata":{"name":"v","labels":{"longhornvolume":"v"}},"spec":{"size":"1"}}""");
    }

    [Fact]
    public async Task A_label_is_of_the_manager_that_set_it_last_since_then()
    {
        _clock.Advance(TimeSpan.FromHours(1));
        Assert.Equal(["longhorn-manager 12:00 longhornvolume", "me 13:00 job"], await LabelsAsync("me", """{"job":"enabled"}"""));

        _clock.Advance(TimeSpan.FromHours(1));
        Assert.Equal(["longhorn-manager 12:00 longhornvolume", "me 13:00 job", "you 14:00 other"], await LabelsAsync("you", """{"other":"enabled"}"""));
        Assert.Equal(["longhorn-manager 12:00 longhornvolume", "you 14:00 job, other"], await LabelsAsync("you", """{"job":"disabled"}"""));
    }

    [Fact]
    public async Task A_label_that_is_set_to_what_it_is_stays_as_old_as_it_is()
    {
        await LabelsAsync("me", """{"job":"enabled"}""");
        _clock.Advance(TimeSpan.FromHours(1));

        Assert.Equal(["longhorn-manager 12:00 longhornvolume", "me 12:00 job"], await LabelsAsync("me", """{"job":"enabled"}"""));
        Assert.Equal(["longhorn-manager 12:00 longhornvolume", "me 12:00 job"], await LabelsAsync("you", """{"job":"enabled"}"""));
    }

    // apimachinery, managedFieldsUpdater: only what is added or changed moves the time.
    [Fact]
    public async Task Taking_a_label_off_makes_the_others_no_younger()
    {
        await LabelsAsync("me", """{"job":"enabled","old":"enabled"}""");
        _clock.Advance(TimeSpan.FromHours(1));

        Assert.Equal(["longhorn-manager 12:00 longhornvolume", "me 12:00 job"], await LabelsAsync("me", """{"old":null}"""));
    }

    [Fact]
    public async Task Whoever_names_no_manager_is_known_by_the_user_agent()
    {
        await PatchAsync($"{Volumes}/v", """{"metadata":{"labels":{"job":"enabled"}}}""");

        Assert.Contains("test 12:00 job", Entries(await GetAsync($"{Volumes}/v")));
    }

    private async Task<IEnumerable<string>> LabelsAsync(string manager, string labels) =>
        Entries(await PatchAsync($"{Volumes}/v?fieldManager={manager}", $$$"""{"metadata":{"labels":{{{labels}}}}}"""));

    private static IEnumerable<string> Entries(Reply volume) =>
        from entry in volume["metadata", "managedFields"]!.AsArray()
        let labels = entry!["fieldsV1"]!["f:metadata"]!["f:labels"] as JsonObject
        let time = DateTimeOffset.Parse((string)entry["time"]!, System.Globalization.CultureInfo.InvariantCulture)
        select $"{entry["manager"]} {time:HH:mm} {string.Join(", ", labels.Select(label => label.Key[2..]).Order(StringComparer.Ordinal))}";
}
