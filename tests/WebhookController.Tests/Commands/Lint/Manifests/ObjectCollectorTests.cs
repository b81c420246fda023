using WebhookController.Commands.Lint.Manifests;
using WebhookController.Commands.Lint.Yaml;
using WebhookController.Core.Labels;
using WebhookController.Core.Objects;

namespace WebhookController.Tests.Commands.Lint.Manifests;

public sealed class ObjectCollectorTests
{
    private readonly List<string> _notes = [];

    [Fact]
    public void A_pvc_is_read_as_the_cluster_s_are()
    {
        var claim = Assert.Single(Assert.Single(Collect("""
            kind: PersistentVolumeClaim
            metadata:
              name: a
              namespace: b
              uid: u
              labels: {backup.vluwte.nl/enabled: true, backup.vluwte.nl/retain:, backup.vluwte.nl/odd: [], app: x, recurring-job.longhorn.io/source: enabled}
              annotations: {backup.vluwte.nl/allow-delete: "true", other: x}
            spec: {storageClassName: longhorn, volumeName: pv}
            """).Claims).Claims);

        Assert.Equal(new Claim
        {
            Key = new("b", "a"),
            Uid = "u",
            ResourceVersion = "",
            Labels = LabelSet.Of(("backup.vluwte.nl/enabled", "true"), ("backup.vluwte.nl/retain", "")),
            Annotations = LabelSet.Of(("backup.vluwte.nl/allow-delete", "true")),
            JobLabels = LabelSet.Of(("recurring-job.longhorn.io/source", "enabled")),
            StorageClass = "longhorn",
            VolumeName = "pv",
        }, claim);
    }

    [Fact]
    public void The_namespace_is_the_default_where_none_is_named() =>
        Assert.Equal(new ObjectKey("shop", "a"), Collect("{kind: PersistentVolumeClaim, metadata: {name: a}}").Claims[0].Claims[0].Key);

    [Fact]
    public void Classes_namespaces_and_volumes_are_read()
    {
        var objects = Collect("""
            {apiVersion: storage.k8s.io/v1, kind: StorageClass, metadata: {name: a, annotations: {storageclass.kubernetes.io/is-default-class: "true"}, labels: {backup.vluwte.nl/retain: "3"}}, provisioner: driver.longhorn.io}
            ---
            {apiVersion: v1, kind: Namespace, metadata: {name: b, labels: {backup.vluwte.nl/enabled: "true"}}}
            ---
            {apiVersion: v1, kind: PersistentVolume, metadata: {name: c}, spec: {csi: {driver: d, volumeHandle: h}, claimRef: {namespace: n, name: m}}}
            """);

        Assert.Equal(("a", "driver.longhorn.io", true), (objects.StorageClasses[0].Key.Name, objects.StorageClasses[0].Provisioner, objects.StorageClasses[0].IsDefault));
        Assert.Equal(["backup.vluwte.nl/retain=3", "backup.vluwte.nl/enabled=true"], objects.Layers.Select(layer => string.Join(' ', layer.Labels.Select(label => $"{label.Key}={label.Value}"))));
        Assert.Equal(("d", "h", new ObjectKey("n", "m")), (objects.PersistentVolumes[0].CsiDriver, objects.PersistentVolumes[0].VolumeHandle, objects.PersistentVolumes[0].ClaimRef));
    }

    [Theory]
    [InlineData("{apiVersion: example.org/v1, kind: PersistentVolumeClaim, metadata: {name: a}}")]
    [InlineData("{apiVersion: v1, kind: StorageClass, metadata: {name: a}, provisioner: p}")]
    [InlineData("{apiVersion: v1, kind: ConfigMap, metadata: {name: other}, data: {retain: x}}")]
    public void Namesakes_are_left_alone(string text)
    {
        var objects = Collect(text);

        Assert.Equal((0, 0, 0), (objects.Claims.Count, objects.Layers.Count, objects.Defaults.Count));
    }

    [Fact]
    public void What_is_no_such_object_is_said_and_hides_no_other()
    {
        var objects = Collect("{apiVersion: storage.k8s.io/v1, kind: StorageClass, metadata: {name: a}}\n---\n{kind: PersistentVolumeClaim, metadata: {name: b}}");

        Assert.Single(objects.Claims);
        Assert.Equal(["file.yaml:1: skipped: StorageClass a can't be read: provisioner is missing"], _notes);
    }

    [Fact]
    public void Many_pvcs_of_one_alias_are_bounded()
    {
        var labels = string.Join(", ", Enumerable.Range(0, 10_000).Select(i => $"k{i}: v"));
        var text = $"kind: List\nitems:\n- &p {{kind: PersistentVolumeClaim, metadata: {{labels: {{{labels}}}}}}}\n" + string.Concat(Enumerable.Repeat("- *p\n", 1000));

        Assert.StartsWith("too many objects", Assert.Throws<YamlException>(() => Collect(text)).Message, StringComparison.Ordinal);
    }

    private ManifestObjects Collect(string text)
    {
        var (budget, collector) = (new YamlBudget(), new ObjectCollector(LabelKeys.Default, "shop", _notes.Add));
        foreach (var manifest in new ManifestReader("file.yaml", budget).Read(text)) collector.Add(manifest, budget);
        return collector.Objects;
    }
}
