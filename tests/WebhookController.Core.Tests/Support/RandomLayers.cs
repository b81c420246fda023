using CsCheck;
using WebhookController.Core.Cluster;
using static WebhookController.Core.Tests.Support.HistoryStep;

namespace WebhookController.Core.Tests.Support;

/// What may happen to Namespaces and StorageClasses, and what they may say.
internal static class RandomLayers
{
    public static readonly Gen<string> Labels = OneOf(
        "", "", "enabled=true", "enabled=true", "enabled=false", "enabled=x", "enabled=true retain=3 start=auto", "retain=30 interval=7", "enabled=true name=c", "start=auto interval=12", "enabled=true retain=0", "concurrency=3");

    public static Gen<HistoryStep> Of(params string[] namespaces) => Gen.Select(
        OneOf(namespaces), OneOf("longhorn", "longhorn", "later"), Labels, Gen.Int[0, 23], (ns, storageClass, labels, what) => what switch
        {
            0 or 1 => Unknown(StateSlots.Namespaces, A.Key(ns)),
            2 => Remove(StateSlots.Namespaces, A.Key(ns)),
            3 => Unknown(StateSlots.StorageClasses, A.Key(storageClass)),
            4 or 5 => Remove(StateSlots.StorageClasses, A.Key(storageClass)),
            6 => Unavailable(StateSlots.Namespaces),
            7 or 8 => new HistoryStep($"Namespaces are listed without {ns}", state => state.Change(
                StateSlots.Namespaces, null, set => set.Replace(set.Items.Values.Where(item => what == 7 || item.Key.Name != ns), set.Unknown, $"{state.Version}"))),
            9 => Listed(StateSlots.StorageClasses, 0),
            < 15 => Put(StateSlots.StorageClasses, A.Class(storageClass, isDefault: what == 10, labels: labels), $"[{labels}] {what == 10}"),
            _ => Put(StateSlots.Namespaces, A.Namespace(ns, labels), $"[{labels}]"),
        });
}
