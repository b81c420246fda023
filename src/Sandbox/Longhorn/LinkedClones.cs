using System.Text.Json.Nodes;
using Sandbox.Api;

namespace Sandbox.Longhorn;

// Linked clones share the data of another volume. Longhorn 1.10 and 1.11 don't back them up at all; later versions only those that an
// earlier version has made, and that carry a label.
internal sealed class LinkedClones(Version longhorn)
{
    private const string LegacyLabel = "longhorn.io/legacy-linked-clone";

    private bool OnlyLegacy => longhorn >= new Version(1, 12);

    // They are not put into group default either.
    public static bool Is(JsonObject? volume) => volume.Text("spec", "cloneMode") == "linked-clone";

    public Refusal? OfLabels(JsonObject volume, JsonObject? old)
    {
        if (!Refused(OnlyLegacy ? old : volume)) return null;
        var keys = JobLabels.Of(volume).Keys;
        if (!OnlyLegacy) return keys.Count == 0 ? null : new Refusal($"cannot add recurring jobs to linked-clone volume: [{string.Join(' ', keys)}] ", ".metadata.label");
        return keys.All(JobLabels.Of(old).ContainsKey)
            ? null
            : new Refusal("cannot add recurring jobs to legacy linked-clone volumes (pre-entrypoint architecture)", "metadata.labels");
    }

    public Refusal? OfSnapshot(JsonObject volume) => !Refused(volume) ? null : OnlyLegacy
        ? new Refusal("cannot create snapshots for legacy linked-clone volumes", "spec.volume")
        : new Refusal($"snapshot is not allowed for linked-clone volume {volume.Text("metadata", "name")}");

    public Refusal? OfBackup(JsonObject volume) => !Refused(volume) ? null : OnlyLegacy
        ? new Refusal("cannot create backups for legacy linked-clone volumes")
        : new Refusal($"backup is not allowed for linked-clone volume {volume.Text("metadata", "name")}");

    private bool Refused(JsonObject? volume) => Is(volume) && (!OnlyLegacy || volume.Text("metadata", "labels", LegacyLabel) == "true");
}
