namespace WebhookController.Events;

// Which Events were published lately, and how often.
internal sealed class EventDeduplicator(EventOptions options, TimeProvider clock)
{
    // Published so recently that it would say nothing new.
    public const int JustNow = -1;

    private readonly Dictionary<string, (int Times, long Last)> _published = new(StringComparer.Ordinal);

    // How often the Event was published; 0 where it never was, or so long ago that the API server has let it go.
    public int Times(string name)
    {
        if (!_published.TryGetValue(name, out var last)) return 0;
        var age = clock.GetElapsedTime(last.Last);
        return age < options.RepeatAfter ? JustNow : age < options.Lifetime ? last.Times : 0;
    }

    public void Add(string name)
    {
        if (_published.Count >= options.Remembered) Prune();
        _published[name] = (Math.Max(0, Times(name)) + 1, clock.GetTimestamp());
    }

    // Where even the young ones are too many it starts afresh: the API server's own names still keep Events from being published twice.
    private void Prune()
    {
        foreach (var old in _published.Where(entry => clock.GetElapsedTime(entry.Value.Last) >= options.RepeatAfter).Select(entry => entry.Key).ToList())
            _published.Remove(old);
        if (_published.Count >= options.Remembered) _published.Clear();
    }
}
