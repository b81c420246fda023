namespace WebhookController.Commands.Lint.Yaml;

// <<: *defaults, or a list of several: what a map doesn't say itself is taken from the first of them that does.
internal static class MergeKeys
{
    public static void Apply(YamlMap map, YamlBudget budget)
    {
        if (!map.Entries.Exists(entry => entry.Key.IsMerge)) return;
        var own = map.Entries.Where(entry => !entry.Key.IsMerge).ToList();
        var said = own.Select(entry => entry.Key.Value).ToHashSet(StringComparer.Ordinal);
        foreach (var source in map.Entries.Where(entry => entry.Key.IsMerge).SelectMany(Sources))
        {
            budget.Spend(source.Entries.Count);
            // The last of equal keys counts in the source, too.
            for (var i = source.Entries.Count - 1; i >= 0; i--)
                if (said.Add(source.Entries[i].Key.Value)) own.Add(source.Entries[i]);
        }
        map.Entries = own;
    }

    private static IEnumerable<YamlMap> Sources(YamlEntry merge) => merge.Value switch
    {
        YamlMap map => [map],
        YamlList list => list.Items.OfType<YamlMap>(),
        _ => [],
    };
}
