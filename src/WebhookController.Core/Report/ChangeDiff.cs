using System.Globalization;
using WebhookController.Core.Labels;
using WebhookController.Core.Objects;
using WebhookController.Core.Planning;

namespace WebhookController.Core.Report;

/// <summary>What a line of a diff is about.</summary>
public enum DiffSign
{
    /// <summary>The object.</summary>
    Head,

    /// <summary>What is added, or the value afterwards.</summary>
    Added,

    /// <summary>What is removed, or the value before.</summary>
    Removed,
}

/// <summary>A line of a diff.</summary>
/// <param name="Sign">What it is about.</param>
/// <param name="Text">What it says.</param>
public readonly record struct DiffLine(DiffSign Sign, string Text)
{
    /// <summary>The line as diffs show it.</summary>
    public override string ToString() => Sign switch { DiffSign.Added => $"+   {Text}", DiffSign.Removed => $"-   {Text}", _ => Text };
}

/// <summary>Shows changes of objects as a diff: what is there now, and what will be.</summary>
public static class ChangeDiff
{
    /// <summary>The lines of a change: the object first, then its fields.</summary>
    public static IReadOnlyList<DiffLine> Of(Change change) => [new(DiffSign.Head, Head(change)), .. Body(change)];

    private static string Head(Change change) => change switch
    {
        CreateJob => $"create recurringjob {change.Target.Name}",
        PatchJob => $"patch recurringjob {change.Target.Name}",
        CreateSnapshot => $"create snapshot {change.Target.Name}",
        CreateBackup => $"create backup {change.Target.Name}",
        LabelVolume => $"label volume {change.Target.Name}",
        LabelClaim => $"label pvc {change.Target}",
        _ => change.Describe(),
    };

    private static IEnumerable<DiffLine> Body(Change change) => change switch
    {
        CreateJob create =>
        [
            .. Fields(create.Job.Spec).Select(field => Added(field.Name, field.Value)),
            .. create.Job.Labels.Select(label => Added($"label {label.Key}", label.Value)),
            .. create.Job.Annotations.Select(annotation => Added($"annotation {annotation.Key}", annotation.Value)),
        ],
        PatchJob patch =>
        [
            .. patch.Spec is { } spec ? Differences(Fields(patch.Observed.Spec), Fields(spec)) : [],
            .. patch.Retain is { } retain ? Difference("retain", Text(patch.Observed.Spec.Retain), Text(retain)) : [],
            .. Differences("label", patch.Observed.Labels, patch.Labels),
            .. Differences("annotation", patch.Observed.Annotations, patch.Annotations),
        ],
        DeleteJob delete => Fields(delete.Observed.Spec).Select(field => new DiffLine(DiffSign.Removed, $"{field.Name}: {field.Value}")),
        CreateSnapshot snapshot => [Added("volume", snapshot.Volume)],
        CreateBackup backup => [Added("volume", backup.Volume), Added("mode", "full")],
        LabelVolume label => Differences("label", label.Observed.JobLabels, label.Labels),
        LabelClaim label => Differences("label", label.Observed.JobLabels, label.Labels),
        _ => [],
    };

    private static (string Name, string Value)[] Fields(JobSpec spec) =>
    [
        ("cron", spec.Cron), ("retain", Text(spec.Retain)), ("concurrency", Text(spec.Concurrency)), ("full-backup-interval", spec.FullBackupInterval ?? "unset"),
    ];

    private static IEnumerable<DiffLine> Differences((string Name, string Value)[] before, (string Name, string Value)[] after) =>
        before.Zip(after).SelectMany(pair => Difference(pair.First.Name, pair.First.Value, pair.Second.Value));

    private static IEnumerable<DiffLine> Differences(string what, LabelSet before, IEnumerable<KeyValuePair<string, string?>> changes) =>
        changes.SelectMany(change => Difference($"{what} {change.Key}", before[change.Key], change.Value));

    private static IEnumerable<DiffLine> Difference(string name, string? before, string? after)
    {
        if (before == after) yield break;
        if (before is not null) yield return new(DiffSign.Removed, $"{name}: {before}");
        if (after is not null) yield return Added(name, after);
    }

    private static DiffLine Added(string name, string value) => new(DiffSign.Added, $"{name}: {value}");

    private static string Text(int number) => number.ToString(CultureInfo.InvariantCulture);
}
