using System.Globalization;
using System.Text;
using Microsoft.AspNetCore.WebUtilities;
using WebhookController.Core.Report;

namespace WebhookController.StatusPage.Serving;

internal enum SortKey
{
    Urgency,
    Pvc,
    Reason,
    Age,
    Next,
    Job,
}

// Which PVCs are asked for, and in which order: what stands behind the question mark, and nothing else. A part of it that means nothing is left out
// and named as the problem.
internal sealed record PageQuery
{
    public const int LongestQuery = 1024;
    public const int LongestText = 100;

    // No name of a namespace is longer.
    private const int LongestNamespace = 63;

    public static PageQuery All { get; } = new();

    // Empty for all.
    public string Namespace { get; init; } = "";

    public string State { get; init; } = "";

    public string Text { get; init; } = "";

    public SortKey Sort { get; init; }

    public bool Descending { get; init; }

    // From 1 on.
    public int Page { get; init; } = 1;

    public string? Problem { get; init; }

    public bool IsFiltered => Namespace.Length + State.Length + Text.Length > 0;

    public static PageQuery Read(string? queryString)
    {
        var query = All;
        foreach (var pair in new QueryStringEnumerable(queryString))
        {
            var (name, value) = (pair.DecodeName().ToString(), pair.DecodeValue().ToString().Trim());
            if (value.Length > 0) query = query.With(name, value);
        }
        return query;
    }

    public bool Selects(ClaimReport claim) =>
        (Namespace.Length == 0 || claim.Claim.Namespace == Namespace)
        && (State.Length == 0 || StateFilters.All[State].Selects(claim))
        && (Text.Length == 0 || Mentions(claim, Text));

    // A link to the same page with this query.
    public string Link()
    {
        var text = new StringBuilder("?");
        Add("namespace", Namespace);
        Add("state", State);
        Add("q", Text);
        if (Sort != SortKey.Urgency || Descending) Add("sort", $"{(Descending ? "-" : "")}{SortName}");
        if (Page > 1) Add("page", Page.ToString(CultureInfo.InvariantCulture));
        return text.ToString();

        void Add(string name, string value)
        {
            if (value.Length > 0) text.Append(text.Length > 1 ? "&" : "").Append(name).Append('=').Append(Uri.EscapeDataString(value));
        }
    }

    // As a field of a form holds it.
    public string SortText => Sort == SortKey.Urgency && !Descending ? "" : $"{(Descending ? "-" : "")}{SortName}";

    private string SortName => Sort.ToString().ToLowerInvariant();

    private PageQuery With(string name, string value) => name switch
    {
        "namespace" when value.Length <= LongestNamespace => this with { Namespace = value },
        "namespace" => this with { Problem = "no namespace has so long a name" },
        "state" when StateFilters.All.ContainsKey(value) => this with { State = value },
        "state" => this with { Problem = $"there is no such state, use one of {string.Join(", ", StateFilters.All.Keys)}" },
        "q" when value.Length <= LongestText => this with { Text = value },
        "q" => this with { Problem = string.Create(CultureInfo.InvariantCulture, $"a text to look for has at most {LongestText} characters") },
        "sort" => WithSort(value),
        "page" when int.TryParse(value, NumberStyles.None, CultureInfo.InvariantCulture, out var page) && page > 0 => this with { Page = page },
        "page" => this with { Problem = "page is a number from 1 on" },
        _ => this with { Problem = "only namespace, state, q, sort and page can be asked for" },
    };

    private PageQuery WithSort(string value)
    {
        var (descending, name) = (value[0] == '-', value.TrimStart('-'));
        foreach (var key in Enum.GetValues<SortKey>())
            if (name.Equals(key.ToString(), StringComparison.OrdinalIgnoreCase)) return this with { Sort = key, Descending = descending };
        return this with { Problem = "sort is urgency, pvc, reason, age, next or job, with a - in front for the other way round" };
    }

    private static bool Mentions(ClaimReport claim, string text)
    {
        return Has(claim.Claim.ToString()) || Has(claim.Status.Job) || Has(claim.Volume) || Has(claim.Status.Current.ReasonName) || Has(claim.Why());

        bool Has(string? where) => where?.Contains(text, StringComparison.OrdinalIgnoreCase) is true;
    }
}
