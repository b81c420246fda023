using System.Collections.Immutable;
using WebhookController.Core.Cluster;
using WebhookController.Core.Layers;
using WebhookController.Core.Objects;
using WebhookController.Core.Planning;

namespace WebhookController.Tests.Integration.Support;

/// What passes have told of each PVC so far, put together as the metrics and the work queue do: delta by delta.
internal sealed record ToldPlans
{
    private const string KeepSettings = "keep settings: ";

    private ImmutableDictionary<ObjectKey, ClaimPlan> Plans { get; init; } = ImmutableDictionary<ObjectKey, ClaimPlan>.Empty;

    private PlanDelta Last { get; init; } = PlanDelta.Nothing;

    /// The defaults of the last pass.
    public EffectiveDefaults Defaults { get; private init; } = EffectiveDefaults.WithoutConfigMap;

    public static ToldPlans Nothing { get; } = new();

    /// What a full pass makes of a state.
    public static ToldPlans OfFullPass(ClusterState state, EffectiveDefaults defaults, DateTimeOffset now) =>
        Nothing.After(new IncrementalPlanner().Pass(state, defaults, now, Affected.Everything()), defaults);

    public ToldPlans After(PlanDelta delta, EffectiveDefaults defaults)
    {
        var plans = (delta.Full ? ImmutableDictionary<ObjectKey, ClaimPlan>.Empty : Plans).ToBuilder();
        foreach (var change in delta.Changes)
        {
            if (change.After is { } plan) plans[change.Source] = plan;
            else plans.Remove(change.Source);
        }
        return new() { Plans = plans.ToImmutable(), Last = delta, Defaults = defaults };
    }

    /// All that it says, a line each.
    public IEnumerable<string> Everything =>
        [.. Ordered.SelectMany(Changes), .. Ordered.SelectMany(plan => Statuses(plan).Concat(plan.Protections.Select(status => $"{status}"))), .. Sums];

    /// What it says of how things are. Failed backups are counted since the start, and Longhorn removes them; and when a backup came further is
    /// seen by who watches it; and what a layer said last, before its mistake, is remembered: no other controller knows any of these.
    public IEnumerable<string> StatusesThatLast =>
    [
        .. Ordered.SelectMany(plan => Statuses(plan).Concat(plan.Protections.Select(status => $"{status with { Failures = 0, LastFailure = null, ProgressMoved = null }}"))), .. Sums.Where(sum => !sum.StartsWith(KeepSettings, StringComparison.Ordinal)),
    ];

    /// What is to be done, without what waits for a person.
    public IEnumerable<string> ToDo => Ordered.SelectMany(Changes);

    private IEnumerable<ClaimPlan> Ordered => Plans.Values.OrderBy(plan => plan.Source);

    private IEnumerable<string> Changes(ClaimPlan plan) => plan.SequencesHolding(Last.Held is not null, Last.HeldRetention is not null)
        .SelectMany(sequence => sequence.Changes.Select(change => $"{sequence.Claim}: {change.Describe()}, made for {VersionOf(change)}"));

    private static string? VersionOf(Change change) => change switch
    {
        PatchJob patch => patch.Observed.ResourceVersion,
        DeleteJob delete => delete.Observed.ResourceVersion,
        _ => null,
    };

    private static IEnumerable<string> Statuses(ClaimPlan plan) =>
    [
        .. plan.Statuses.Select(status => $"{status.Claim}: {status.Job}{string.Concat(status.Violations.Select(violation => $", {violation.Message}"))}"),
        .. plan.Archives.Select(archive => $"{archive}"),
        .. plan.Orphans.Select(orphan => $"{orphan}"),
        .. plan.Blocked.Select(blocked => $"{blocked.Claim}: blocked: {blocked.Change.Describe()}"),
        .. plan.Lowerings.Select(lowering => $"{lowering}"),
        .. plan.Failure is { } bug ? [$"{plan.Source}: {bug.Message}"] : Array.Empty<string>(),
    ];

    private IEnumerable<string> Sums =>
    [
        $"held: {Last.Held?.Digest}, of {Last.Held?.ManagedJobs}", $"held retention: {Last.HeldRetention?.Digest}, {Last.HeldRetention?.AtStake} of {Last.HeldRetention?.AllBackups}",
        $"{KeepSettings}{Last.KeepSettings}", .. Last.Untracked.Select(untracked => $"{untracked}"), .. Last.Targets.Select(target => $"{target}"), $"partial: {Last.Partial}",
    ];
}
