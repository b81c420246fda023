using WebhookController.Core.Labels;

namespace WebhookController.Core.Planning;

/// <summary>Differences between labels as they are and as they should be.</summary>
internal static class LabelChanges
{
    /// <summary>What to set and (null) to take off so that <paramref name="desired"/> holds; of the labels at hand only
    /// <paramref name="owned"/> ones are taken off.</summary>
    public static IReadOnlyList<KeyValuePair<string, string?>> Between(LabelSet observed, LabelSet desired, Func<string, bool> owned)
    {
        if (observed.Equals(desired)) return [];
        var changes = new List<KeyValuePair<string, string?>>();
        foreach (var (key, value) in desired)
            if (observed[key] != value) changes.Add(new(key, value));
        foreach (var (key, _) in observed)
            if (desired[key] is null && owned(key)) changes.Add(new(key, null));
        return changes;
    }

    /// <summary>Kubectl's way of writing it: <c>a=b</c> to set, <c>a-</c> to take off.</summary>
    public static string Describe(IEnumerable<KeyValuePair<string, string?>> changes) =>
        string.Join(" ", changes.Select(change => change.Value is null ? $"{change.Key}-" : $"{change.Key}={change.Value}"));
}
