using WebhookController.Core.Labels;

namespace WebhookController.Core.Layers;

/// <summary>Reads the labels of a Namespace or a StorageClass with the grammar of the labels of PVCs.</summary>
public static class LayerParser
{
    private static readonly (LabelRow Row, string Advice)[] OfClaimsOnly =
    [
        (LabelTable.Name, "each PVC needs a name of its own, set it there"),
        (LabelTable.Archive, "an archive is of one PVC, set it there"),
        (LabelTable.ArchiveDeleteAfter, "an archive is of one PVC, set it there"),
    ];

    /// <summary>Reads every label under our prefix; labels of others are ignored. All that is wrong is reported at once.</summary>
    public static Layer Parse(LabelSet labels, LabelKeys keys, Limits limits)
    {
        var reader = new ValueReader(key => labels[key], keys.Of, limits);
        var (enabled, settings) = (reader.Value(LabelTable.Enabled), reader.Settings());
        foreach (var (row, advice) in OfClaimsOnly)
            if (labels[keys.Of(row)] is { } value) reader.Add(new(row.Condition, keys.Of(row), value, advice));
        reader.AddUnknown(labels, keys, LabelTable.OfLayers);
        return new Layer(enabled, settings, reader.Violations);
    }
}
