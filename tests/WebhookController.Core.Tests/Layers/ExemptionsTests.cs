using WebhookController.Core.Labels;
using WebhookController.Core.Layers;
using WebhookController.Core.Objects;
using WebhookController.Core.Tests.Support;

namespace WebhookController.Core.Tests.Layers;

public sealed class ExemptionsTests
{
    private static readonly Exemptions Both = new(["kube-system", "scratch", "scratch"], [LabelSelector.Read("app=cdi,!keep")!, LabelSelector.Read("temporary")!]);

    [Theory]
    [InlineData("scratch/data", "", false, "namespace scratch")]
    [InlineData("scratch/data", "temporary=1", false, "namespace scratch")]
    [InlineData("scratch/data", "", true, "namespace scratch")]
    [InlineData("web/data", "temporary=1", false, "selector temporary")]
    [InlineData("web/data", "app=cdi", false, "selector app=cdi,!keep")]
    [InlineData("web/data", "app=cdi temporary=1", false, "selector app=cdi,!keep")]
    [InlineData("web/data", "app=cdi keep=1", false, null)]
    [InlineData("web/data", "temporary=1", true, null)]
    [InlineData("web/data", "", false, null)]
    [InlineData("scratchpad/data", "", false, null)]
    public void Says_which_rule_exempts(string claim, string labels, bool speaks, string? rule) =>
        Assert.Equal(rule, Both.Of(Claim(claim, labels), speaks)?.ToString());

    [Fact]
    public void Only_labels_that_a_selector_looks_at_are_of_interest()
    {
        Assert.All(["app", "keep", "temporary"], key => Assert.True(Both.LooksAt(key)));
        Assert.All(["App", "scratch", "cdi", A.Keys.Of(LabelTable.Enabled)], key => Assert.False(Both.LooksAt(key)));
    }

    [Fact]
    public void Without_a_rule_nobody_is_exempt()
    {
        Assert.Null(Exemptions.None.Of(Claim("web/data", "temporary=1"), speaks: false));
        Assert.False(Exemptions.None.LooksAt("temporary"));
    }

    private static Claim Claim(string key, string labels) => A.Claim(key) with
    {
        SelectedLabels = LabelSet.From(labels.Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(pair => KeyValuePair.Create(pair.Split('=')[0], pair.Split('=')[1]))),
    };
}
