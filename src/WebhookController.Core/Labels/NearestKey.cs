namespace WebhookController.Core.Labels;

/// <summary>Finds the known word that a misspelt one was probably meant to be.</summary>
public static class NearestKey
{
    /// <summary>The candidate that <paramref name="word"/> turns into with the fewest single-letter edits (a swap of neighbours is one),
    /// or null where even the nearest is further off than a third of the longer word: no guess is better than a wild one.</summary>
    public static string? To(string word, IEnumerable<string> candidates)
    {
        var nearest = candidates.MinBy(candidate => Distance(word, candidate));
        return nearest is not null && Distance(word, nearest) * 3 <= Math.Max(word.Length, nearest.Length) ? nearest : null;
    }

    // Optimal string alignment: three rolling rows are enough to see one swap back.
    private static int Distance(string a, string b)
    {
        var (beforeLast, last, current) = (new int[b.Length + 1], new int[b.Length + 1], new int[b.Length + 1]);
        for (var j = 0; j <= b.Length; j++) last[j] = j;

        for (var i = 1; i <= a.Length; i++)
        {
            current[0] = i;
            for (var j = 1; j <= b.Length; j++)
            {
                var replaced = last[j - 1] + (a[i - 1] == b[j - 1] ? 0 : 1);
                current[j] = Math.Min(replaced, Math.Min(last[j], current[j - 1]) + 1);
                if (i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1])
                    current[j] = Math.Min(current[j], beforeLast[j - 2] + 1);
            }
            (beforeLast, last, current) = (last, current, beforeLast);
        }
        return last[b.Length];
    }
}
