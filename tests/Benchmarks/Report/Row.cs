namespace Benchmarks.Report;

/// A figure beside its peer and its goal.
/// <param name="Id">By which Data/reasons.txt knows it.</param>
/// <param name="What">What was measured.</param>
/// <param name="Value">Null where it couldn't be measured; <paramref name="Peer"/> says why.</param>
/// <param name="Unit">ms, MiB, × (of the peer).</param>
/// <param name="Peer">The floor or peer, measured in the same run, and what else the figure is made of.</param>
/// <param name="Goal">The most it may be, or the least.</param>
internal sealed record Row(string Id, string What, double? Value, string Unit, string Peer, double Goal)
{
    public bool AtLeast { get; init; }

    public bool Reached => Value is { } value && (AtLeast ? value >= Goal : value <= Goal);

    public string ValueText => Value is { } value ? Number.Text(value, Unit) : "–";

    public string GoalText => $"{(AtLeast ? "≥" : "≤")} {Number.Text(Goal, Unit)}";

    public string ReachedText => Value is null ? "not measured" : Reached ? "yes" : "no";
}
