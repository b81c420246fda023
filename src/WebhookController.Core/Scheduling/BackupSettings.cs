using System.Globalization;
using WebhookController.Core.Labels;

namespace WebhookController.Core.Scheduling;

/// <summary>How one PVC is backed up, once every setting is decided: by its label, else its layers of defaults, else the built-in default.</summary>
/// <param name="Retain">Backups to keep, 1 or more.</param>
/// <param name="Interval">Hours from backup to backup, a divisor of 24.</param>
/// <param name="Start">When they start.</param>
/// <param name="FullBackupInterval">Every Nth backup is full; 0 = never.</param>
/// <param name="Concurrency">Volumes backed up at a time, 1 to 100.</param>
public sealed record BackupSettings(int Retain, int Interval, StartTime Start, int FullBackupInterval, int Concurrency)
{
    /// <summary>The defaults of the label table.</summary>
    public static BackupSettings BuiltIn { get; } = new(
        Number(LabelTable.Retain),
        Number(LabelTable.Interval),
        new(TimeOnly.ParseExact(LabelTable.Start.Default!, "HHmm", CultureInfo.InvariantCulture)),
        Number(LabelTable.FullBackupInterval),
        Number(LabelTable.Concurrency));

    /// <summary>These settings, but for what <paramref name="overrides"/> speaks of.</summary>
    public BackupSettings OverriddenBy(SettingsOverrides overrides) => new(
        overrides.Retain ?? Retain,
        overrides.Interval ?? Interval,
        overrides.Start ?? Start,
        overrides.FullBackupInterval ?? FullBackupInterval,
        overrides.Concurrency ?? Concurrency);

    /// <summary>These settings, within what Longhorn accepts: a default above the Setting's ceiling must not cost the job.</summary>
    public BackupSettings Within(Limits limits) => limits.Refuse(Retain) ? this with { Retain = limits.MaxRetain!.Value } : this;

    /// <summary>These settings, as if a layer spoke of all of them.</summary>
    public SettingsOverrides ToOverrides() => new()
    {
        Retain = Retain,
        Interval = Interval,
        Start = Start,
        FullBackupInterval = FullBackupInterval,
        Concurrency = Concurrency,
    };

    private static int Number(LabelRow<int> row) => int.Parse(row.Default!, CultureInfo.InvariantCulture);
}
