using WebhookController.Core.Labels;
using WebhookController.Core.Objects;
using WebhookController.Hosting;

namespace WebhookController.Tests.Hosting;

public sealed class ExemptionOptionsTests
{
    [Fact]
    public void Namespaces_are_separated_by_commas_and_selectors_by_semicolons()
    {
        var exemptions = new ExemptionOptions { Namespaces = " ci, dev ,", Selectors = "app=cache,tier in (dev, test) ; example.org/scratch;" }.ToExemptions();

        Assert.Equal("namespace ci", $"{exemptions.Of(Claim("ci"), speaks: true)}");
        Assert.Equal("namespace dev", $"{exemptions.Of(Claim("dev"), speaks: false)}");
        Assert.Equal("selector app=cache,tier in (dev, test)", $"{exemptions.Of(Claim("shop", ("app", "cache"), ("tier", "test")), speaks: false)}");
        Assert.Equal("selector example.org/scratch", $"{exemptions.Of(Claim("shop", ("example.org/scratch", "")), speaks: false)}");
        Assert.Null(exemptions.Of(Claim("shop", ("app", "cache")), speaks: false));
        Assert.Null(exemptions.Of(Claim("c"), speaks: false));
    }

    // As these projects label them; the same labels are looked for in the reviews and watches of PVCs.
    [Theory]
    [InlineData("volsync.backube/cleanup")]
    [InlineData("volsync.backube/populator-pvc-for")]
    [InlineData("cdi.kubevirt.io/OwnedByUID")]
    public void What_other_tools_make_for_a_moment_is_exempt_by_default(string label)
    {
        var exemptions = new ExemptionOptions().ToExemptions();

        Assert.True(exemptions.LooksAt(label));
        Assert.Equal($"selector {label}", $"{exemptions.Of(Claim("shop", (label, "39ab1616")), speaks: false)}");
    }

    // People leave out of other backup tools exactly what Longhorn backs up; and CDI labels the PVCs of virtual machines as it labels its own.
    [Theory]
    [InlineData("velero.io/exclude-from-backup", "true")]
    [InlineData("app", "containerized-data-importer")]
    [InlineData("app.kubernetes.io/created-by", "volsync")]
    public void What_may_be_there_to_stay_is_not_exempt_by_default(string label, string value) =>
        Assert.Null(new ExemptionOptions().ToExemptions().Of(Claim("shop", (label, value)), speaks: false));

    [Fact]
    public void Empty_selectors_leave_out_nothing() => Assert.Empty(new ExemptionOptions { Selectors = " " }.Problems().Concat(
        new ExemptionOptions { Selectors = "" }.ToExemptions().LooksAt("volsync.backube/cleanup") ? ["it looks"] : []));

    [Theory]
    [InlineData("app=")]
    [InlineData("app!=cache")]
    [InlineData("app in (a),!b,c notin (d)")]
    [InlineData("!app")]
    public void A_selector_as_kubectl_takes_it_is_no_problem(string selector) => Assert.Empty(new ExemptionOptions { Selectors = selector }.Problems());

    [Theory]
    [InlineData("app in cache")]
    [InlineData("app in (cache")]
    [InlineData("app=cache,")]
    [InlineData("-app")]
    [InlineData("app=a b")]
    public void A_selector_that_is_none_is_a_problem(string selector) =>
        Assert.StartsWith($"Exemptions:Selectors={selector} is not a label selector", Assert.Single(new ExemptionOptions { Selectors = selector }.Problems()), StringComparison.Ordinal);

    private static Claim Claim(string ns, params (string, string)[] labels) => new()
    {
        Key = new ObjectKey(ns, "data"),
        Uid = "u",
        ResourceVersion = "1",
        SelectedLabels = LabelSet.Of(labels),
    };
}
