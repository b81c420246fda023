using WebhookController.Core.Labels;

namespace WebhookController.Tests.Admission;

public sealed class LabelTableTests
{
    [Theory]
    [InlineData("enabled=yes", "backup.vluwte.nl/enabled=yes is not allowed: use true or false")]
    [InlineData("enabled=true,name=Grafana.Data",
        "backup.vluwte.nl/name=Grafana.Data is not allowed: use 1 to 63 of a-z, 0-9 and -, starting and ending with a letter or digit")]
    [InlineData("enabled=true,name=x,retain=0", "backup.vluwte.nl/retain=0 is not allowed: use a whole number from 1 to 100")]
    [InlineData("enabled=true,name=x,interval=5", "backup.vluwte.nl/interval=5 is not allowed: use 1, 2, 3, 4, 6, 8, 12 or 24")]
    [InlineData("enabled=true,name=x,start=2400", "backup.vluwte.nl/start=2400 is not allowed: use a time HHMM from 0000 to 2359, for example 0030, or auto")]
    [InlineData("enabled=true,name=x,full-backup-interval=-1",
        "backup.vluwte.nl/full-backup-interval=-1 is not allowed: use a whole number from 0 to 2147483647")]
    [InlineData("enabled=true,name=x,concurrency=101", "backup.vluwte.nl/concurrency=101 is not allowed: use a whole number from 1 to 100")]
    [InlineData("enabled=true,name=x,archive=maybe", "backup.vluwte.nl/archive=maybe is not allowed: use true or false")]
    [InlineData("enabled=true,name=x,archive=true,archive-delete-after=2027-02-30",
        "backup.vluwte.nl/archive-delete-after=2027-02-30 is not allowed: use a date YYYY-MM-DD that exists, for example 2027-07-11")]
    [InlineData("enabled=true,name=x,intervall=4",
        "backup.vluwte.nl/intervall=4 is not allowed: there is no such key, did you mean backup.vluwte.nl/interval?")]
    public async Task A_value_that_a_row_does_not_allow_is_denied_with_what_it_does_allow(string labels, string message)
    {
        await using var host = await AdmissionHost.StartAsync();

        var answer = await host.ValidateAsync(ReviewBody.Create(labels.Split(',')));

        Assert.False(answer.Allowed);
        Assert.Equal(message, answer.Message);
        Assert.Equal(403, answer.Response["status"]!["code"]!.GetValue<int>());
        Assert.Equal("Forbidden", answer.Response["status"]!["reason"]!.GetValue<string>());
    }

    [Theory]
    [InlineData("enabled=false")]
    [InlineData("enabled=true,name=grafana")]
    [InlineData("enabled=true,name=x,retain=100,interval=24,start=2359,full-backup-interval=0,concurrency=100")]
    [InlineData("enabled=true,name=x,archive=true,archive-delete-after=2027-07-11")]
    public async Task Values_that_every_row_allows_are_admitted_without_warnings(string labels)
    {
        await using var host = await AdmissionHost.StartAsync();

        var answer = await host.ValidateAsync(ReviewBody.Create(labels.Split(',')));

        Assert.True(answer.Allowed, answer.Message);
        Assert.DoesNotContain(answer.Warnings, warning => !warning.Contains("a new volume is empty", StringComparison.Ordinal));
        Assert.Null(answer.Response["status"]);
    }

    [Fact]
    public async Task All_mistakes_are_denied_in_one_answer()
    {
        await using var host = await AdmissionHost.StartAsync();

        var answer = await host.ValidateAsync(ReviewBody.Create("enabled=true", "name=x", "retain=none", "interval=5", "start=9999"));

        Assert.Equal(
            """
            3 backup labels need a change:
              backup.vluwte.nl/retain=none is not allowed: use a whole number from 1 to 100
              backup.vluwte.nl/interval=5 is not allowed: use 1, 2, 3, 4, 6, 8, 12 or 24
              backup.vluwte.nl/start=9999 is not allowed: use a time HHMM from 0000 to 2359, for example 0030, or auto
            """, answer.Message);
    }

    [Fact]
    public async Task Every_row_of_the_table_can_be_denied()
    {
        await using var host = await AdmissionHost.StartAsync();
        string[] labels = [.. LabelTable.All.Select(row => $"{row.Name}=not.allowed!")];

        await host.ValidateAsync(ReviewBody.Create(labels));

        var conditions = (await host.Outcomes.TakeAsync(1)).Single().Denials.Select(denial => denial.Condition);
        Assert.Equal(LabelTable.All.Select(row => row.Condition), conditions);
    }

    [Fact]
    public async Task A_label_set_beyond_the_size_limit_is_denied_unread()
    {
        await using var host = await AdmissionHost.StartAsync();
        string[] flood = [.. Enumerable.Range(0, 20_000).Select(i => $"unknown-{i}=x")];

        var answer = await host.ValidateAsync(ReviewBody.Create(flood));

        Assert.StartsWith("backup.vluwte.nl/*=20000 labels is not allowed: use only enabled, name,", answer.Message, StringComparison.Ordinal);
        Assert.Equal([Condition.UnknownLabel], (await host.Outcomes.TakeAsync(1)).Single().Denials.Select(denial => denial.Condition));
        Assert.True((await host.ValidateAsync(ReviewBody.Update(flood, flood))).Allowed);
        Assert.Null((await host.MutateAsync(ReviewBody.Create(flood))).Patch);
    }

    [Fact]
    public async Task A_long_list_of_mistakes_is_cut()
    {
        await using var host = await AdmissionHost.StartAsync();

        var answer = await host.ValidateAsync(ReviewBody.Create([.. Enumerable.Range(0, 50).Select(i => $"unknown-{i}=x"), "enabled=true"]));

        Assert.Equal(22, answer.Message!.Split('\n').Length);
        Assert.EndsWith("and 30 more", answer.Message, StringComparison.Ordinal);
    }
}
