using System.Text.Json;
using WebhookController.Commands.Lint.Yaml;
using WebhookController.Core.Labels;
using WebhookController.Core.Layers;
using WebhookController.Core.Objects;
using WebhookController.Core.Reviews;
using WebhookController.Kubernetes.Objects;

namespace WebhookController.Commands.Lint.Manifests;

// Takes from manifests what concerns backups.
internal sealed class ObjectCollector(LabelKeys keys, string defaultNamespace, Action<string> note)
{
    // Each is reviewed on its own.
    private const int CostOfClaim = 10;

    public ManifestObjects Objects { get; } = new();

    // Throws YamlException where the file makes too much of too little.
    public void Add(Manifest manifest, YamlBudget budget)
    {
        try
        {
            Take(manifest, new ObjectJson(budget), budget);
        }
        catch (JsonException unreadable)
        {
            note($"{manifest.File}:{manifest.Root.At.Line}: skipped: {manifest.Kind} {manifest.ShownName} can't be read: {unreadable.Message}");
        }
    }

    private void Take(Manifest manifest, ObjectJson json, YamlBudget budget)
    {
        var (name, root, written) = (manifest.Name, manifest.Root, manifest.Written($"{manifest.Kind} {manifest.ShownName}"));
        switch (manifest.Group, manifest.Kind)
        {
            case ("", "PersistentVolumeClaim"):
                Add(new([ClaimIn(root, name)], manifest.Written($"{manifest.Kind} {NamespaceOf(manifest)}/{manifest.ShownName}")));
                break;
            case ("", "PersistentVolume"):
                Objects.PersistentVolumes.Add(json.Read(root, "", name, CoreReaders.PersistentVolume));
                break;
            case ("", "Namespace"):
                var ns = json.Read(root, "", name, item => CoreReaders.Namespace(item, keys));
                Objects.Namespaces.Add(ns);
                Objects.Layers.Add(new(LayerKind.Namespace, name, ns.Labels, written));
                break;
            case ("storage.k8s.io", "StorageClass"):
                var storageClass = json.Read(root, "", name, item => CoreReaders.StorageClass(item, keys));
                Objects.StorageClasses.Add(storageClass);
                Objects.Layers.Add(new(LayerKind.StorageClass, name, storageClass.Labels, written));
                break;
            case ("", "ConfigMap") when name == DefaultsParser.ConfigMapName:
                Objects.Defaults.Add(new(json.Read(root, NamespaceOf(manifest), name, CoreReaders.ConfigMap), written with { Labels = root.Map("data"), Annotations = null }));
                break;
            default:
                foreach (var template in ClaimTemplates.Of(manifest, NamespaceOf(manifest)))
                {
                    var first = ClaimIn(template.Root, template.Names[0]);
                    Add(new([.. template.Names.Select(each => first with { Key = first.Key with { Name = each } })], template.Written) { IsTemplate = true });
                }
                break;
        }

        void Add(WrittenClaims claims)
        {
            budget.Spend(claims.Claims.Count * CostOfClaim);
            Objects.Claims.Add(claims);
        }

        Claim ClaimIn(YamlMap source, string claim) => json.Read(source, NamespaceOf(manifest), claim, item => CoreReaders.Claim(item, keys, Exemptions.None));
    }

    private string NamespaceOf(Manifest manifest) => manifest.Metadata?.Text("namespace") ?? defaultNamespace;
}
