using WebhookController.Core.Labels;
using WebhookController.Core.Objects;
using WebhookController.Core.Reviews;
using WebhookController.Core.Tests.Support;

namespace WebhookController.Core.Tests.Reviews;

public sealed class LayerWarningsTests
{
    private static readonly World Cluster = World.Empty with { Exemptions = new(["scratch"], [LabelSelector.Read("temporary=yes")!]) };

    [Fact]
    public void A_pvc_that_says_nothing_is_told_at_its_creation_who_decides()
    {
        Assert.Equal(["web/data: backed up: its Namespace says enabled=true"], Created("", A.Namespace("web", "enabled=true")));
        Assert.Equal(["web/data: not backed up: its Namespace says enabled=false"], Created("", A.Namespace("web", "enabled=false")));
        Assert.Equal(["web/data: backed up: its StorageClass says enabled=true"], Created("", A.Class("longhorn", labels: "enabled=true")));
        Assert.Equal(["web/data: not backed up: its StorageClass says enabled=false"], Created("", A.Class("longhorn", labels: "enabled=false")));
        Assert.Equal(
            ["web/data: whether it is backed up isn't known yet: its Namespace or StorageClass wasn't read"], Created("", A.Namespace("web", "enabled=perhaps")));
    }

    [Fact]
    public void One_that_speaks_for_itself_is_told_nothing_of_layers()
    {
        Assert.Empty(Created("enabled=true", A.Namespace("web", "enabled=false")));
        Assert.Empty(Created("enabled=false", A.Namespace("web", "enabled=true")));
        Assert.Empty(Created("enabled=true", A.Namespace("web", "enabled=perhaps")));
    }

    [Fact]
    public void When_its_own_label_goes_the_layer_that_decides_from_then_on_is_told_and_what_becomes_of_the_job()
    {
        var (job, ns) = (A.Job("backup-web-data", "web/data"), A.Namespace("web", "enabled=true"));

        Assert.Equal(["web/data: backed up: its Namespace says enabled=true"], Changed("enabled=true", "", job, ns));
        Assert.Equal(
            ["web/data: not backed up: its Namespace says enabled=false", "web/data: job backup-web-data is deleted; it has no backups"],
            Changed("enabled=true", "", job, ns with { Labels = A.Labels("enabled=false") }));
        Assert.Empty(Changed("enabled=true", "enabled=true retain=3", job, ns));
        Assert.Empty(Changed("", "retain=3", job, ns));
        Assert.Equal(["web/data: job backup-web-data is deleted; it has no backups"], Changed("", "enabled=false", job, ns));
    }

    [Fact]
    public void When_it_opts_in_against_its_layer_no_layer_is_told() => Assert.Empty(Changed("", "enabled=true", A.Namespace("web", "enabled=false")));

    [Fact]
    public void A_job_that_a_layer_asked_for_and_that_only_a_mistake_kept_is_told_to_go_when_that_is_corrected() => Assert.Equal(
        ["web/data: job backup-web-data is deleted; it has no backups", "web/data: not backed up: label it backup.vluwte.nl/enabled=true, or =false"],
        Changed("retain=0", "", A.Job("backup-web-data", "web/data") with { Annotations = A.Labels("opted-in-by=layer") }));

    [Fact]
    public void Nothing_is_said_to_an_exempt_pvc_but_that_its_job_goes()
    {
        Assert.Empty(Of(null, A.Claim("scratch/data", "enabled=true archive=true archive-delete-after=2020-01-01"), Cluster));
        Assert.Empty(Of(null, A.Claim("scratch/data", ""), Cluster));
        Assert.Empty(Of(null, Temporary(""), Cluster.With(A.Namespace("web", "enabled=true"))));
        Assert.Equal(
            ["web/data: job backup-web-data is deleted; it has no backups"],
            Of(Temporary("enabled=true"), Temporary("retain=3"), Cluster.With(A.Job("backup-web-data", "web/data"))));
    }

    [Fact]
    public void No_mistake_of_an_exempt_pvc_is_refused() => Assert.Empty(
        ClaimReview.Of(new ClaimChange(null, A.Claim("scratch/data", "enabled=x retain=0 nonsense=1 archive-delete-after=2027-01-01"), Cluster.State, A.Now)).Denials);

    [Fact]
    public void Lines_stay_under_120_characters_with_names_of_any_length()
    {
        var (ns, name) = (new string('n', 63), new string('p', 253));
        var world = Cluster with { Exemptions = new([ns], [LabelSelector.Read($"{new string('k', 63)}={new string('v', 63)}")!]) };
        var selected = A.Claim($"web/{name}", "retain=3") with { SelectedLabels = LabelSet.Of((new string('k', 63), new string('v', 63))) };
        var job = A.Job(new string('j', 40), selected.Key.ToString());

        string[] lines = [.. Of(null, A.Claim($"{ns}/{name}", ""), world), .. Of(null, selected, world), .. Of(null, selected, world.With(job)), .. Of(null, A.Claim($"{ns}x/{name}", ""), World.Empty with { Missing = [$"{ns}x"] })];

        Assert.Equal(2, lines.Length);
        Assert.All(lines, line => Assert.True(line.Length < 120 && !line.EndsWith("...", StringComparison.Ordinal), $"{line.Length}: {line}"));
    }

    private static Claim Temporary(string labels) => A.Claim("web/data", labels) with { SelectedLabels = LabelSet.Of(("temporary", "yes")) };

    private static IReadOnlyList<string> Created(string labels, ClusterObject layer) => Of(null, A.Claim("web/data", labels), With(layer));

    private static IReadOnlyList<string> Changed(string before, string after, params ClusterObject[] around) =>
        Of(A.Claim("web/data", before), A.Claim("web/data", after), With(around));

    private static World With(params ClusterObject[] objects) =>
        (World.Empty with { Objects = World.Empty.Objects.RemoveAll(item => objects.Any(other => other.GetType() == item.GetType() && other.Key == item.Key)) }).With(objects);

    private static IReadOnlyList<string> Of(Claim? before, Claim after, World world) =>
        ClaimReview.Of(new ClaimChange(before, after, (before is null ? world : world.With(before)).State, A.Now)).Warnings;
}
