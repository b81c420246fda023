using System.Text.Json.Nodes;
using CsCheck;

namespace WebhookController.Tests.Commands.Lint.Support;

/// A few PVCs, with the layers and the storage around them, as JSON objects: names fall together, and most have something wrong.
internal sealed record RandomManifests(IReadOnlyList<JsonObject> Claims, IReadOnlyList<JsonObject> Namespaces, IReadOnlyList<JsonObject> Classes)
{
    private const string Prefix = "backup.vluwte.nl/";

    private static readonly string[] NamespaceNames = ["a", "a-b"];
    private static readonly string[] Names = ["c", "b-c", "d", "e.f"];

    private static readonly Gen<string> Enabled = Gen.Frequency((6, Gen.Const("true")), (2, Gen.Const("True")), (2, Gen.Const("false")), (1, One("yes", "", "tru")));
    private static readonly Gen<string> Name = Gen.Frequency((6, One(Names)), (1, One("C", "-c", "e.f", new string('n', 64))));
    private static readonly Gen<string> Retain = One("1", "8", "100", "101", "0", "08", "many");
    private static readonly Gen<string> Interval = One("1", "4", "24", "5", "06", "");
    private static readonly Gen<string> Start = One("0030", "auto", "07:30", "7:30", "2460", "AUTO");
    private static readonly Gen<string> Date = One("2020-01-01", "2099-12-31", "2027-02-30");

    private static readonly Gen<(string, string)[]> Settings = Maybe(
        Of("retain", Retain), Of("interval", Interval), Of("start", Start), Of("full-backup-interval", One("0", "-1", "4")), Of("concurrency", One("1", "101")));

    private static readonly Gen<(string, string)[]> ClaimLabels = Gen.Select(
        Maybe(Of("enabled", Enabled), Of("enabled", Enabled), Of("name", Name), Of("archive", Enabled), Of("archive-delete-after", Date), Of("retian", Retain)), Settings,
        (some, settings) => some.Concat(settings).DistinctBy(label => label.Item1).ToArray());

    private static readonly Gen<(string, string)[]> LayerLabels = Gen.Select(Maybe(Of("enabled", Enabled), Of("name", Name)), Settings, (some, settings) => some.Concat(settings).ToArray());

    public static Gen<RandomManifests> Any { get; } = Gen.Select(
        Gen.Select(ClaimLabels, One<string?>("longhorn", "nfs", "unknown", "", null), Gen.Bool, Claim).Array[NamespaceNames.Length * Names.Length],
        Gen.Bool.Array[NamespaceNames.Length * Names.Length],
        Gen.Select(LayerLabels, Gen.Bool, (labels, there) => there ? labels : null).Array[NamespaceNames.Length],
        Gen.Select(LayerLabels, Gen.Int[0, 3]),
        (claims, there, namespaces, classes) => new RandomManifests(
            [.. claims.Where((_, i) => there[i]).Select((claim, i) => Named(claim, i))],
            [.. NamespaceNames.Zip(namespaces).Where(item => item.Second is not null).Select(item => Namespace(item.First, item.Second!))],
            Around(classes)));

    private static JsonObject Claim((string, string)[] labels, string? storageClass, bool annotated) => new()
    {
        ["apiVersion"] = "v1",
        ["kind"] = "PersistentVolumeClaim",
        ["metadata"] = new JsonObject
        {
            ["labels"] = Map(labels),
            ["annotations"] = annotated ? Map([("retain", "3")]) : new JsonObject(),
        },
        ["spec"] = storageClass is null ? new JsonObject() : new JsonObject { ["storageClassName"] = storageClass },
    };

    private static JsonObject Named(JsonObject claim, int i)
    {
        (claim["metadata"]!["namespace"], claim["metadata"]!["name"]) = (NamespaceNames[i / Names.Length], Names[i % Names.Length]);
        return claim;
    }

    private static JsonObject Namespace(string name, (string, string)[] labels) => new()
    {
        ["apiVersion"] = "v1",
        ["kind"] = "Namespace",
        ["metadata"] = new JsonObject { ["name"] = name, ["labels"] = Map(labels) },
    };

    private static JsonObject[] Around(((string, string)[] Labels, int Default) of) =>
    [
        Class("longhorn", "driver.longhorn.io", of.Labels, of.Default == 1),
        Class("nfs", "nfs.csi.k8s.io", [], of.Default == 2),
    ];

    private static JsonObject Class(string name, string provisioner, (string, string)[] labels, bool isDefault) => new()
    {
        ["apiVersion"] = "storage.k8s.io/v1",
        ["kind"] = "StorageClass",
        ["metadata"] = new JsonObject
        {
            ["name"] = name,
            ["labels"] = Map(labels),
            ["annotations"] = new JsonObject { ["storageclass.kubernetes.io/is-default-class"] = isDefault ? "true" : "false" },
        },
        ["provisioner"] = provisioner,
    };

    private static JsonObject Map((string Key, string Value)[] labels) => new(labels.Select(label => KeyValuePair.Create(Prefix + label.Key, (JsonNode?)label.Value)));

    private static Gen<T> One<T>(params T[] values) => Gen.OneOf([.. values.Select(Gen.Const)]);

    private static Gen<(string, string)> Of(string key, Gen<string> value) => value.Select(text => (key, text));

    private static Gen<(string, string)[]> Maybe(params Gen<(string, string)>[] labels) => labels.Aggregate(
        Gen.Const(Array.Empty<(string, string)>()),
        (sofar, label) => Gen.Select(sofar, label, Gen.Int[0, 3], (before, next, one) => one == 0 ? [.. before, next] : before));
}
