using System.Collections.Immutable;

namespace WebhookController.Core.Objects;

/// <summary>When a Volume got its job labels, as far as that is known. There are hundreds of thousands of volumes, and nearly all carry one job: its
/// label and a time are all that is held of such.</summary>
public readonly struct JobLabelTimes : IEquatable<JobLabelTimes>
{
    // Null, the label of the time, or the times of several.
    private readonly object? _labels;
    private readonly CompactTime _time;

    private JobLabelTimes(object labels, DateTimeOffset? time) => (_labels, _time) = (labels, new(time));

    /// <summary>When it got this label; null where that isn't known.</summary>
    public DateTimeOffset? this[string label] => _labels switch
    {
        string only => only == label ? _time.Value : null,
        ImmutableSortedDictionary<string, DateTimeOffset> several => several.TryGetValue(label, out var time) ? time : null,
        _ => null,
    };

    /// <summary>The same, where it got the label at <paramref name="time"/> at the earliest.</summary>
    public JobLabelTimes With(string label, DateTimeOffset time)
    {
        if (this[label] is { } known && known >= time) return this;
        return _labels switch
        {
            ImmutableSortedDictionary<string, DateTimeOffset> several => new(several.SetItem(label, time), null),
            string only when only != label => new(Several.Add(only, _time.Value!.Value).Add(label, time), null),
            _ => new(label, time),
        };
    }

    /// <inheritdoc />
    public bool Equals(JobLabelTimes other) => (_labels, other._labels) switch
    {
        (ImmutableSortedDictionary<string, DateTimeOffset> one, ImmutableSortedDictionary<string, DateTimeOffset> two) => one.SequenceEqual(two),
        _ => _time == other._time && Equals(_labels, other._labels),
    };

    /// <inheritdoc />
    public override bool Equals(object? obj) => obj is JobLabelTimes other && Equals(other);

    /// <inheritdoc />
    public override int GetHashCode() => _time.GetHashCode();

    /// <summary>Whether both know the same.</summary>
    public static bool operator ==(JobLabelTimes left, JobLabelTimes right) => left.Equals(right);

    /// <summary>Whether they don't know the same.</summary>
    public static bool operator !=(JobLabelTimes left, JobLabelTimes right) => !left.Equals(right);

    private static ImmutableSortedDictionary<string, DateTimeOffset> Several { get; } = ImmutableSortedDictionary.Create<string, DateTimeOffset>(StringComparer.Ordinal);
}
