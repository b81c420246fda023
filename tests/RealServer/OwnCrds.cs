using System.Text.Json.Nodes;

namespace RealServer;

/// Stand-ins for Longhorn's CustomResourceDefinitions: the right names and subresources, and no word about what is in the objects.
internal static class OwnCrds
{
    public static IReadOnlyList<JsonObject> All =>
    [
        Definition("RecurringJob", "recurringjobs"), Definition("Volume", "volumes"), Definition("Snapshot", "snapshots"),
        Definition("Backup", "backups"), Definition("BackupTarget", "backuptargets"), Definition("Setting", "settings"),
    ];

    private static JsonObject Definition(string kind, string plural) => new()
    {
        ["apiVersion"] = "apiextensions.k8s.io/v1",
        ["kind"] = "CustomResourceDefinition",
        ["metadata"] = new JsonObject { ["name"] = $"{plural}.longhorn.io" },
        ["spec"] = new JsonObject
        {
            ["group"] = "longhorn.io",
            ["scope"] = "Namespaced",
            ["names"] = new JsonObject { ["kind"] = kind, ["plural"] = plural },
            ["versions"] = new JsonArray(new JsonObject
            {
                ["name"] = "v1beta2",
                ["served"] = true,
                ["storage"] = true,
                ["subresources"] = new JsonObject { ["status"] = new JsonObject() },
                ["schema"] = new JsonObject
                {
                    ["openAPIV3Schema"] = new JsonObject { ["type"] = "object", ["x-kubernetes-preserve-unknown-fields"] = true },
                },
            }),
        },
    };
}
