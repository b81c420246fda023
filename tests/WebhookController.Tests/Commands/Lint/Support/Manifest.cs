namespace WebhookController.Tests.Commands.Lint.Support;

/// Manifests that tests begin with.
internal static class Manifest
{
    public static string Claim(string name, params string[] labels) => $$"""
        apiVersion: v1
        kind: PersistentVolumeClaim
        metadata: {name: {{name}}, labels: { {{string.Join(", ", labels.Select(label => label.Split('=', 2)).Select(label => $"backup.vluwte.nl/{label[0]}: \"{label[1]}\""))}} } }
        spec: {storageClassName: longhorn}

        """;

    public static string Namespace(string name, string labels) => $$"""
        apiVersion: v1
        kind: Namespace
        metadata: {name: {{name}}, labels: { {{labels}} } }

        """;

    public static string StorageClass(string name, string provisioner, string labels = "", bool isDefault = false) => $$"""
        apiVersion: storage.k8s.io/v1
        kind: StorageClass
        metadata: {name: {{name}}, labels: { {{labels}} }, annotations: {storageclass.kubernetes.io/is-default-class: "{{(isDefault ? "true" : "false")}}"} }
        provisioner: {{provisioner}}

        """;

    public static string Documents(params string[] documents) => string.Join("---\n", documents);
}
