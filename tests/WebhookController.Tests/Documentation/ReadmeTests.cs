using System.Text;
using System.Text.RegularExpressions;
using Microsoft.Extensions.DependencyInjection;
using WebhookController.Admission;
using WebhookController.Certificates;
using WebhookController.Core.Events;
using WebhookController.Core.Labels;
using WebhookController.Core.Status;
using WebhookController.Events;
using WebhookController.Hosting;
using WebhookController.Kubernetes.Client;
using WebhookController.Kubernetes.Reflectors;
using WebhookController.Observability;
using WebhookController.Reconciliation;
using WebhookController.Tests.Hosting;

namespace WebhookController.Tests.Documentation;

/// What the README says is what the code does.
public sealed partial class ReadmeTests
{
    [Fact]
    public void The_label_table_is_that_of_the_code()
    {
        var rows = Readme.Table("labels").SkipLast(1).ToList();

        Assert.Equal(LabelTable.All.Select(row => $"`{row.Name}`"), rows.Select(row => row[0]));
        Assert.Equal(LabelTable.All.Select(row => row.Allowed(Limits.Default)), rows.Select(row => row[1]));
        foreach (var (row, written) in LabelTable.All.Zip(rows))
            if (row.Default is not null) Assert.Equal(row.Default, written[2]);
    }

    [Fact]
    public void Every_condition_is_in_the_label_table_and_in_the_row_of_its_label()
    {
        var rows = Readme.Table("labels");

        var written = rows.SelectMany(row => Quoted().Matches(row[3])).Select(match => match.Groups[1].Value).Order();
        Assert.Equal(Enum.GetValues<Condition>().Select(condition => condition.MetricName()).Order(), written);
        foreach (var (row, cells) in LabelTable.All.Zip(rows)) Assert.Contains($"`{row.Condition.MetricName()}`", cells[3], StringComparison.Ordinal);
    }

    [Fact]
    public void Every_option_is_in_the_option_table_with_its_default()
    {
        var sections = typeof(ControllerOptions).GetProperties();
        var options = sections.SelectMany(section => section.PropertyType.GetProperties().Where(option => option.CanWrite)
            .Select(option => (Name: $"`{section.Name}:{option.Name}`", Default: option.GetValue(section.GetValue(new ControllerOptions()))))).ToList();
        var rows = Readme.Table("options");

        Assert.Equal(options.Select(option => option.Name).Order(), rows.Select(row => row[0]).Order());
        foreach (var (name, value) in options)
            if (value is not null) Assert.Equal($"`{value}`", rows.Single(row => row[0] == name)[1]);
    }

    [Fact]
    public void The_event_table_is_that_of_the_code() => Assert.Equal(
        Enum.GetValues<EventReason>().Select(reason => ($"`{reason}`", reason.IsWarning() ? "Warning" : "Normal")),
        Readme.Table("events").Select(row => (row[0], row[1])));

    [Fact]
    public void The_state_table_has_every_state_with_its_reasons()
    {
        var states = Enum.GetValues<ProtectionReason>().Select(ReasonedState.For).Append(ReasonedState.BackedUpByOthersOnly)
            .Select(state => $"`{state.State.MetricName()}` `{state.ReasonName}`");
        const string ofViolations = "`violating` the first violation's name";

        Assert.Equal(states.Append(ofViolations).Order(), Readme.Table("states").Select(row => $"{row[0]} {row[1]}").Order());
    }

    [Fact]
    public async Task The_metric_table_is_that_of_the_registry()
    {
        await using var app = ControllerHost.Build(["--Kubernetes:Kubeconfig", await NoCluster.KubeconfigAsync(Directory.CreateTempSubdirectory("readme-"))]);
        foreach (var observer in Observers) app.Services.GetRequiredService(observer);
        using var text = new MemoryStream();
        await app.Services.GetRequiredService<ControllerMetrics>().Registry.CollectAndExportAsTextAsync(text, TestContext.Current.CancellationToken);
        var registered = Described().Matches(Encoding.UTF8.GetString(text.ToArray())).ToDictionary(match => match.Groups[1].Value, match => match.Groups[2].Value);

        var rows = Readme.Table("metrics");

        Assert.Equal(registered.Keys.Order(), rows.Select(row => Bare(row[0])).Order());
        foreach (var row in rows) Assert.Equal(registered[Bare(row[0])], row[1]);
    }

    private static readonly Type[] Observers =
    [
        typeof(IReconcileObserver), typeof(IReflectorObserver), typeof(IApiObserver), typeof(IAdmissionObserver), typeof(ICertificateObserver),
        typeof(IEventObserver),
    ];

    private static string Bare(string cell) => cell.Trim('`').Split('{')[0];

    [GeneratedRegex("`([a-z_]+)`")]
    private static partial Regex Quoted();

    [GeneratedRegex("^# HELP ([a-z_]+) (.*)$", RegexOptions.Multiline)]
    private static partial Regex Described();
}
