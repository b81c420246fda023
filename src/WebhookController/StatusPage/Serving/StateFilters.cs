using WebhookController.Core.Report;
using WebhookController.Core.Status;

namespace WebhookController.StatusPage.Serving;

// What can be asked for as a state: each of the states, and what cuts across them.
internal sealed record StateFilter(string Words, string Level, Func<ClaimReport, bool> Selects)
{
    public ProtectionState? State { get; init; }
}

internal static class StateFilters
{
    public const string AtRisk = "at_risk";
    public const string Attention = "attention";
    public const string Stale = "stale";

    // In the order in which they are shown.
    public static IReadOnlyDictionary<string, StateFilter> All { get; } = new OrderedDictionary<string, StateFilter>(StringComparer.Ordinal)
    {
        [AtRisk] = new("At risk", Html.Badge.Critical, claim => claim.Urgency == Urgency.Critical),
        [Attention] = new("Need attention", Html.Badge.Warning, claim => claim.Urgency == Urgency.Warning),
        [Stale] = new("Stale", Html.Badge.Critical, claim => claim.Freshness == Freshness.Stale),
        ["late"] = new("Late", Html.Badge.Warning, claim => claim.Freshness == Freshness.Late),
        [Name(ProtectionState.Unprotected)] = Of(ProtectionState.Unprotected, Html.Badge.Critical),
        [Name(ProtectionState.Unknown)] = Of(ProtectionState.Unknown, Html.Badge.Critical),
        [Name(ProtectionState.Violating)] = Of(ProtectionState.Violating, Html.Badge.Warning),
        [Name(ProtectionState.Conflicting)] = Of(ProtectionState.Conflicting, Html.Badge.Warning),
        [Name(ProtectionState.Pending)] = Of(ProtectionState.Pending, Html.Badge.Notice),
        [Name(ProtectionState.Archiving)] = Of(ProtectionState.Archiving, Html.Badge.Notice),
        [Name(ProtectionState.Protected)] = Of(ProtectionState.Protected, Html.Badge.Good),
        [Name(ProtectionState.Archived)] = Of(ProtectionState.Archived, Html.Badge.Good),
        [Name(ProtectionState.OptedOut)] = Of(ProtectionState.OptedOut, Html.Badge.Off),
        [Name(ProtectionState.Exempt)] = Of(ProtectionState.Exempt, Html.Badge.Off),
    };

    private static string Name(ProtectionState state) => state.MetricName();

    private static StateFilter Of(ProtectionState state, string level) =>
        new(Html.Formats.Capitalized(state.InWords()), level, claim => claim.Status.Current.State == state) { State = state };
}
