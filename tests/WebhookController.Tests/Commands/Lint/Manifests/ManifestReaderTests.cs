using System.Globalization;
using System.Text;
using WebhookController.Commands.Lint.Manifests;
using WebhookController.Commands.Lint.Yaml;

namespace WebhookController.Tests.Commands.Lint.Manifests;

public sealed class ManifestReaderTests
{
    private readonly ManifestReader _reader = new("file.yaml", new YamlBudget());

    [Fact]
    public void Objects_are_told_from_other_documents() => Assert.Equal(
        ["/PersistentVolumeClaim a", "storage.k8s.io/StorageClass b", "/ConfigMap c"],
        Read("""
            {apiVersion: v1, kind: PersistentVolumeClaim, metadata: {name: a}}
            ---
            {apiVersion: storage.k8s.io/v1, kind: StorageClass, metadata: {name: b}}
            ---
            {storage: {size: 1Gi}}
            ---
            just text
            ---
            - a
            - list
            ---
            # nothing
            ---
            {kind: ConfigMap, metadata: {name: c}}
            """));

    [Theory]
    [InlineData("{apiVersion: v1, kind: List, items: [{apiVersion: v1, kind: Secret, metadata: {name: a}}, {kind: List, items: [{kind: Pod, metadata: {name: b}}]}]}", "/Secret a", "/Pod b")]
    [InlineData("{apiVersion: v1, kind: PersistentVolumeClaimList, items: [{metadata: {name: a}}, {kind: PersistentVolumeClaim, metadata: {name: b}}]}", "/PersistentVolumeClaim a", "/PersistentVolumeClaim b")]
    [InlineData("{apiVersion: v1, kind: List, items: [*x, &x {kind: Pod}]}")]
    [InlineData("{apiVersion: v1, kind: List, items: }")]
    [InlineData("{apiVersion: v1, kind: List, items: [&x {kind: Pod, metadata: {name: a}}, *x]}", "/Pod a", "/Pod a")]
    [InlineData("{apiVersion: example.org/v1, kind: Wishlist, metadata: {name: a}}", "example.org/Wishlist a")]
    public void Lists_are_unfolded(string text, params string[] expected) => Assert.Equal(expected, Read(text));

    [Fact]
    public void A_template_is_left_out_as_a_whole()
    {
        Assert.Empty(Read("{kind: Pod}\n---\nkind: PersistentVolumeClaim\nmetadata:\n  {{- include \"labels\" . | nindent 2 }}\n"));
        Assert.Equal("it is a template: render it first, for example with helm template", _reader.Problem);
    }

    [Fact]
    public void What_comes_before_a_mistake_is_read()
    {
        Assert.Equal(["/Pod a"], Read("{kind: Pod, metadata: {name: a}}\n---\n}\n"));
        Assert.StartsWith("the rest is not YAML from line 3, column 1: ", _reader.Problem, StringComparison.Ordinal);
    }

    // Nine lines that stand for two billion PVCs.
    [Fact]
    public void Lists_of_lists_are_bounded()
    {
        var text = new StringBuilder("a0: &a0 {kind: PersistentVolumeClaim}\n");
        for (var i = 1; i <= 7; i++) text.Append(CultureInfo.InvariantCulture, $"a{i}: &a{i} {{kind: List, items: [{string.Join(',', Enumerable.Repeat($"*a{i - 1}", 20))}]}}\n");
        text.Append("kind: List\nitems: [*a7]\n");

        Read(text.ToString());

        Assert.Equal("the rest is not read: too many objects, with all that its aliases stand for", _reader.Problem);
    }

    private IEnumerable<string> Read(string text) => _reader.Read(text).Select(manifest => $"{manifest.Group}/{manifest.Kind} {manifest.Name}");
}
