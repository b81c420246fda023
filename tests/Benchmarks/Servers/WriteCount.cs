using System.Globalization;
using System.Text.RegularExpressions;

namespace Benchmarks.Servers;

/// What a controller says of its requests to the API server, in one series of its metrics.
internal sealed partial record ApiRequest(string Verb, string Kind, int Code, int Count)
{
    public const string Series = "backup_api_requests_total{";

    public static IEnumerable<ApiRequest> In(IEnumerable<string> metrics) =>
        metrics.Select(line => Line().Match(line)).Where(match => match.Success).Select(match => new ApiRequest(
            match.Groups[1].Value, match.Groups[2].Value, Number(match.Groups[3]), Number(match.Groups[4])));

    private static int Number(Group digits) => int.Parse(digits.ValueSpan, CultureInfo.InvariantCulture);

    [GeneratedRegex("""^backup_api_requests_total\{verb="([a-z]+)",kind="([a-z0-9.]+)",code="([0-9]+)"\} ([0-9]+)$""")]
    private static partial Regex Line();
}

/// What a controller has written, and how many writes it trusts the API server to take at a time.
internal sealed record WriteCount(int Writes, int AtATime, IReadOnlyDictionary<string, int> ByKind)
{
    private const string Limit = "backup_reconcile_concurrent_writes ";

    /// Neither a Lease nor an Event is what the controller is there for.
    public static WriteCount Of(IReadOnlyList<string> metrics)
    {
        var writes = ApiRequest.In(metrics)
            .Where(request => request is { Verb: not ("get" or "list" or "watch"), Kind: not ("leases.coordination.k8s.io" or "events.events.k8s.io"), Count: > 0 }).ToList();
        var limit = metrics.Single(line => line.StartsWith(Limit, StringComparison.Ordinal))[Limit.Length..];
        return new WriteCount(
            writes.Sum(write => write.Count), int.Parse(limit, CultureInfo.InvariantCulture),
            writes.ToDictionary(write => $"{write.Verb} {write.Kind} {write.Code}", write => write.Count));
    }
}
