using System.Globalization;
using WebhookController.Core.Labels;
using WebhookController.Core.Layers;

namespace WebhookController.Core.Report;

/// <summary>A setting in force for a PVC.</summary>
/// <param name="Name">The label's key without the prefix.</param>
/// <param name="Value">The value, as a label would say it.</param>
/// <param name="Source">Where it comes from.</param>
public sealed record SettingReport(string Name, string Value, SettingSource Source)
{
    private static readonly (string Name, Func<SettingsOverrides, string?> Of)[] Table =
    [
        (LabelTable.Retain.Name, said => Text(said.Retain)),
        (LabelTable.Interval.Name, said => Text(said.Interval)),
        (LabelTable.Start.Name, said => said.Start is { } start ? start.Time?.ToString("HHmm", CultureInfo.InvariantCulture) ?? StartTime.AutoText : null),
        (LabelTable.FullBackupInterval.Name, said => Text(said.FullBackupInterval)),
        (LabelTable.Concurrency.Name, said => Text(said.Concurrency)),
    ];

    /// <summary>The settings of a PVC, in the order of the label table: of each what the first layer says that speaks of it.</summary>
    /// <param name="layers">All layers in their order, the built-in values last.</param>
    internal static IReadOnlyList<SettingReport> Of(IReadOnlyList<(SettingsOverrides Said, SettingSource Source)> layers) => [.. Table.Select(row =>
    {
        var speaking = layers.Where(layer => row.Of(layer.Said) is not null).Select(layer => new SettingReport(row.Name, row.Of(layer.Said)!, layer.Source)).ToList();
        // What a job keeps is worth saying only where it would have something else otherwise.
        var otherwise = speaking.First(setting => setting.Source != SettingSource.Job);
        return speaking[0].Value == otherwise.Value ? otherwise : speaking[0];
    })];

    private static string? Text(int? number) => number?.ToString(CultureInfo.InvariantCulture);
}
