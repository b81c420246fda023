namespace WebhookController.Events;

// Which Events were told lately, and how often.
internal sealed class EventDeduplicator(EventOptions options, TimeProvider clock)
{
    // Told so short a while ago that telling it again would say nothing new.
    public const int JustNow = -1;

    private readonly Dictionary<string, (int Times, long Last)> _told = new(StringComparer.Ordinal);

    // How often the Event was told; 0 where it never was, or so long ago that the API server has let it go.
    public int Times(string name)
    {
        if (!_told.TryGetValue(name, out var told)) return 0;
        var age = clock.GetElapsedTime(told.Last);
        return age < options.RepeatAfter ? JustNow : age < options.Lifetime ? told.Times : 0;
    }

    public void Add(string name)
    {
        if (_told.Count >= options.Remembered) Prune();
        _told[name] = (Math.Max(0, Times(name)) + 1, clock.GetTimestamp());
    }

    // Where even the young ones are too many it starts afresh: the API server's own names still keep Events from being told twice.
    private void Prune()
    {
        foreach (var old in _told.Where(told => clock.GetElapsedTime(told.Value.Last) >= options.RepeatAfter).Select(told => told.Key).ToList())
            _told.Remove(old);
        if (_told.Count >= options.Remembered) _told.Clear();
    }
}
