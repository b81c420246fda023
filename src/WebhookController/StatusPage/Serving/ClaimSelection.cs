using WebhookController.Core.Report;
using WebhookController.Core.Status;

namespace WebhookController.StatusPage.Serving;

// The PVCs that a query selects, in its order.
internal sealed record ClaimSelection(IReadOnlyList<ClaimReport> Claims, PageQuery Query)
{
    public const int PageSize = 100;

    public int Pages => Math.Max(1, (Claims.Count + PageSize - 1) / PageSize);

    // A page beyond the last one is the last one: PVCs may have gone meanwhile.
    public int Page => Math.Min(Query.Page, Pages);

    public IEnumerable<ClaimReport> Shown => Claims.Skip((Page - 1) * PageSize).Take(PageSize);

    public static ClaimSelection Of(ClusterReport report, PageQuery query)
    {
        // They are in the order of names, and every order below is stable.
        var selected = query.IsFiltered ? report.Claims.Where(query.Selects) : report.Claims;
        return new([.. InOrder(selected, query)], query);
    }

    private static IEnumerable<ClaimReport> InOrder(IEnumerable<ClaimReport> claims, PageQuery query) => query.Sort switch
    {
        SortKey.Pvc => query.Descending ? claims.Reverse() : claims,
        SortKey.Reason => Ordered(claims, claim => claim.Why(), query, StringComparer.Ordinal),
        // Never backed up is older than anything; where no backup is expected comes last either way.
        SortKey.Age => WithNothingLast(claims, claim => claim.Status.LastSuccess is { } last ? last.UtcTicks : claim.Status.Job is null ? null : 0L, query),
        SortKey.Next => WithNothingLast(claims, claim => claim.Status.NextRun?.UtcTicks, query),
        SortKey.Job => Ordered(claims.Where(claim => claim.Status.Job is not null), claim => claim.Status.Job!, query, StringComparer.Ordinal)
            .Concat(claims.Where(claim => claim.Status.Job is null)),
        _ => Ordered(claims, Rank, query, Comparer<int>.Default),
    };

    // Of two that are as urgent, the one without a fresh backup comes first.
    private static int Rank(ClaimReport claim) => (int)claim.Urgency * 10 + (claim.Freshness switch
    {
        Freshness.Stale => 0,
        Freshness.Late => 1,
        _ => claim.Status.Current.State is ProtectionState.OptedOut or ProtectionState.Exempt ? 3 : 2,
    });

    private static IEnumerable<ClaimReport> Ordered<T>(IEnumerable<ClaimReport> claims, Func<ClaimReport, T> key, PageQuery query, IComparer<T> comparer) =>
        query.Descending ? claims.OrderByDescending(key, comparer) : claims.OrderBy(key, comparer);

    private static IEnumerable<ClaimReport> WithNothingLast(IEnumerable<ClaimReport> claims, Func<ClaimReport, long?> key, PageQuery query) =>
        Ordered(claims.Where(claim => key(claim) is not null), claim => key(claim)!.Value, query, Comparer<long>.Default).Concat(claims.Where(claim => key(claim) is null));
}
