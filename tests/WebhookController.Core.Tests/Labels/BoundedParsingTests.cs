using System.Diagnostics;
using WebhookController.Core.Labels;
using WebhookController.Core.Layers;

namespace WebhookController.Core.Tests.Labels;

// The reflector reads what is in the cluster with the same code: an object of half a megabyte must not hold up all the others.
public sealed class BoundedParsingTests
{
    private const int Many = 500_000;
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(5);

    private static readonly KeyValuePair<string, string>[] Shuffled =
        [.. Enumerable.Range(0, Many).Select(i => KeyValuePair.Create($"{LabelKeys.DefaultPrefix}{(uint)i * 2654435761:x8}", "x"))];

    [Fact]
    public void A_set_of_half_a_million_labels_is_made_and_parsed_in_no_more_than_their_size()
    {
        // The floor: to sort as many keys.
        var start = Stopwatch.GetTimestamp();
        var sorted = Shuffled.Select(pair => pair.Key).Order(StringComparer.Ordinal).ToArray();
        var floor = Stopwatch.GetElapsedTime(start);

        start = Stopwatch.GetTimestamp();
        var set = LabelSet.From(Shuffled);
        var parsed = LabelParser.Parse(set, LabelKeys.Default, new Limits(100));
        var elapsed = Stopwatch.GetElapsedTime(start);

        Assert.True(elapsed < 8 * floor, $"{elapsed.TotalMilliseconds:F0} ms, where sorting takes {floor.TotalMilliseconds:F0} ms");
        Assert.Equal(sorted.Length, set.Count);
        Assert.Equal(LabelParser.UnknownNamed + 1, parsed.Violations.Count);
        Assert.Equal($"{LabelKeys.DefaultPrefix}*=499936 more keys is not allowed", parsed.Violations[^1].Message.Split(':')[0]);
    }

    [Fact]
    public void Defaults_of_half_a_million_keys_are_parsed_in_no_more_than_their_size()
    {
        var set = LabelSet.From(Shuffled);
        var clock = Stopwatch.StartNew();
        var parsed = DefaultsParser.Parse(set, new Limits(100));

        Assert.InRange(clock.Elapsed, TimeSpan.Zero, Limit);
        Assert.Equal(LabelParser.UnknownNamed + 1, parsed.Violations.Count);
    }

    [Theory]
    [InlineData(2)]
    [InlineData(16)]
    [InlineData(17)]
    [InlineData(1000)]
    public void However_many_labels_they_are_sorted_and_found_and_the_last_of_a_repeated_key_counts(int count)
    {
        string[] keys = [.. Enumerable.Range(0, count).Select(i => $"{(uint)i * 2654435761:x8}")];
        var set = LabelSet.From([.. keys.Select(key => KeyValuePair.Create(key, "first")), .. keys.Select(key => KeyValuePair.Create(key, key))]);

        Assert.Equal(keys.Order(StringComparer.Ordinal), set.Select(label => label.Key));
        Assert.All(keys, key => Assert.Equal(key, set[key]));
        Assert.Null(set["none"]);
    }
}
