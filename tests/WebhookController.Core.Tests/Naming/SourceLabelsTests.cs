using System.Text.RegularExpressions;
using CsCheck;
using WebhookController.Core.Labels;
using WebhookController.Core.Naming;
using WebhookController.Core.Objects;
using WebhookController.Core.Tests.Support;

namespace WebhookController.Core.Tests.Naming;

public sealed partial class SourceLabelsTests
{
    // PVC names are DNS-1123 subdomains of up to 253 characters.
    private static readonly Gen<string> PvcName = Gen.Char["ab0-----"].Array[1, 80].Select(chars => $"a{new string(chars)}0")
        .Array[1, 6].Select(labels => string.Join('.', labels)).Where(name => name.Length <= 253);

    [Fact]
    public void What_the_labels_say_is_read_back_as_the_key_of_the_pvc() => PvcName.SampleTheSame(name =>
    {
        var claim = new ObjectKey("web", name);

        Assert.Equal(SourceLabels.KeyOf(claim), SourceLabels.Read(SourceLabels.Of(claim, A.Keys), A.Keys));
    });

    [Fact]
    public void The_labels_are_legal_and_a_long_name_is_whole_in_the_annotation() => PvcName.SampleTheSame(name =>
    {
        var claim = new ObjectKey("web", name);
        var value = SourceLabels.Of(claim, A.Keys)[A.Keys.SourcePvc]!;

        Assert.Matches(LabelValue(), value);
        Assert.Equal(name.Length > 63 ? name : null, SourceLabels.AnnotationsFor(claim, A.Keys)[A.Keys.SourcePvc]);
        Assert.Equal(name.Length <= 63, value == name);
    });

    [Fact]
    public void Two_long_names_with_the_same_beginning_are_distinguished() => Assert.NotEqual(
        SourceLabels.KeyOf(new("web", new string('p', 100) + "1")), SourceLabels.KeyOf(new("web", new string('p', 100) + "2")));

    [Fact]
    public void Half_a_source_is_none()
    {
        Assert.Null(SourceLabels.Read(LabelSet.Of((A.Keys.SourceNamespace, "web")), A.Keys));
        Assert.Null(SourceLabels.Read(LabelSet.Of((A.Keys.SourceNamespace, "web"), (A.Keys.SourcePvc, "")), A.Keys));
        Assert.Null(SourceLabels.Read(LabelSet.Of((A.Keys.SourcePvc, "data")), A.Keys));
    }

    [GeneratedRegex(@"\A[A-Za-z0-9]([-A-Za-z0-9_.]{0,61}[A-Za-z0-9])?\z")]
    private static partial Regex LabelValue();
}
