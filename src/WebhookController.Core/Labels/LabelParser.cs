namespace WebhookController.Core.Labels;

/// <summary>Reads the backup labels of a PVC: the one grammar that admission and the reconciler share.</summary>
public static class LabelParser
{
    /// <summary>How many keys that mean nothing are named one by one. Nobody reads more, and a PVC can carry fifty thousand.</summary>
    public const int UnknownNamed = 64;

    /// <summary>Reads every label under our prefix; labels of others are ignored. All that is wrong is reported at once.</summary>
    public static ParsedLabels Parse(LabelSet labels, LabelKeys keys, Limits limits)
    {
        var reader = new ValueReader(key => labels[key], keys.Of, limits);
        var intent = new BackupIntent
        {
            Enabled = reader.Value(LabelTable.Enabled),
            Name = reader.Text(LabelTable.Name),
            Overrides = reader.Settings(),
            Archive = reader.Value(LabelTable.Archive),
            ArchiveDeleteAfter = reader.Value(LabelTable.ArchiveDeleteAfter),
        };
        reader.AddUnknown(labels, keys, LabelTable.All);
        return new ParsedLabels(intent, reader.Violations);
    }
}
