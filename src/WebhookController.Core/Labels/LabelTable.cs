using static WebhookController.Core.Labels.ValueGrammars;

namespace WebhookController.Core.Labels;

/// <summary>The labels a PVC may carry, a row each. Admission, the reconciler, the ConfigMap of defaults and the README all follow this table.</summary>
public static class LabelTable
{
    /// <summary>Whether the PVC is backed up: every Longhorn PVC must say so, or a layer of defaults for it.</summary>
    public static readonly LabelRow<bool> Enabled = new("enabled", Condition.InvalidEnabled, TrueOrFalse);

    /// <summary>What the job is called after: <c>backup-&lt;namespace&gt;-&lt;name&gt;</c>.</summary>
    public static readonly LabelRow<string> Name = new("name", Condition.InvalidName, DnsLabel);

    /// <summary>How many backups the job keeps; Longhorn's Setting <c>recurring-job-max-retention</c> is the ceiling.</summary>
    public static readonly LabelRow<int> Retain = new("retain", Condition.InvalidRetain, NumberFrom(1, limits => limits.MaxRetain), "8");

    /// <summary>Hours from one backup to the next; divisors of 24, so that every day has the same hours.</summary>
    public static readonly LabelRow<int> Interval = new("interval", Condition.InvalidInterval, OneOf(1, 2, 3, 4, 6, 8, 12, 24), "4");

    /// <summary>A time of day at which one of the backups starts, on the clock of the cluster's controller-manager; or <c>auto</c>, which spreads jobs
    /// over their interval.</summary>
    public static readonly LabelRow<StartTime> Start = new("start", Condition.InvalidStart, ClockTimeOrAuto, "0030");

    /// <summary>Every Nth backup is a full one; 0 makes all of them incremental.</summary>
    public static readonly LabelRow<int> FullBackupInterval =
        new("full-backup-interval", Condition.InvalidFullBackupInterval, WholeNumber(0, _ => int.MaxValue), "4");

    /// <summary>How many volumes the job backs up at a time.</summary>
    public static readonly LabelRow<int> Concurrency = new("concurrency", Condition.InvalidConcurrency, WholeNumber(1, _ => 100), "1");

    /// <summary>Make a full backup that stays, so that the PVC can go; needs enabled=true.</summary>
    public static readonly LabelRow<bool> Archive = new("archive", Condition.InvalidArchive, TrueOrFalse);

    /// <summary>The last day (UTC) the archive is wanted; needs archive=true. Absent keeps it without end.</summary>
    public static readonly LabelRow<DateOnly> ArchiveDeleteAfter =
        new("archive-delete-after", Condition.InvalidArchiveDeleteAfter, CalendarDate);

    /// <summary>Every row, in the order in which mistakes are reported.</summary>
    public static IReadOnlyList<LabelRow> All { get; } =
        [Enabled, Name, Retain, Interval, Start, FullBackupInterval, Concurrency, Archive, ArchiveDeleteAfter];

    /// <summary>The rows whose default the ConfigMap <c>backup-defaults</c> may set.</summary>
    public static IReadOnlyList<LabelRow> WithDefaults { get; } = [Retain, Interval, Start, FullBackupInterval, Concurrency];

    /// <summary>The rows that a Namespace or a StorageClass may carry, for the PVCs below it.</summary>
    public static IReadOnlyList<LabelRow> OfLayers { get; } = [Enabled, .. WithDefaults];
}

/// <summary>A row of the label table: one label a PVC may carry.</summary>
/// <param name="Name">The key without the prefix.</param>
/// <param name="Condition">The violation of a value that isn't allowed.</param>
/// <param name="Default">What holds where neither the PVC nor the ConfigMap says anything, as text; null where nothing does.</param>
public abstract record LabelRow(string Name, Condition Condition, string? Default)
{
    /// <summary>What values are allowed, in words that follow "use …".</summary>
    public abstract string Allowed(Limits limits);
}

/// <summary>A row whose values are read as <typeparamref name="T"/>.</summary>
/// <param name="Name">The key without the prefix.</param>
/// <param name="Condition">The violation of a value that isn't allowed.</param>
/// <param name="Grammar">How a value is read and which ones are allowed.</param>
/// <param name="Default">What holds where neither the PVC nor the ConfigMap says anything, as text; null where nothing does.</param>
public sealed record LabelRow<T>(string Name, Condition Condition, ValueGrammar<T> Grammar, string? Default = null)
    : LabelRow(Name, Condition, Default)
{
    /// <inheritdoc />
    public override string Allowed(Limits limits) => Grammar.Allowed(limits);
}

/// <summary>Reads a label's value; false where it isn't one of those allowed.</summary>
public delegate bool TryRead<T>(string text, Limits limits, out T value);

/// <summary>How the values of a label are read, and which ones are allowed, side by side so that they can't disagree.</summary>
/// <param name="TryRead">Reads a value.</param>
/// <param name="Allowed">The allowed values, in words that follow "use …".</param>
public sealed record ValueGrammar<T>(TryRead<T> TryRead, Func<Limits, string> Allowed)
{
    /// <summary>What was probably meant by a value that isn't allowed, in words that follow a colon; null where nobody knows.</summary>
    public Func<string, Limits, string?> Hint { get; init; } = static (_, _) => null;
}
