namespace Sandbox.Longhorn;

/// <summary>What becomes of one snapshot or backup where that isn't success.</summary>
internal sealed record Fate
{
    private Fate()
    {
    }

    /// <summary>The state a backup ends in; null where it never ends.</summary>
    public string? End { get; private init; }

    public string Error { get; private init; } = "";

    /// <summary>How far a backup gets, in percent.</summary>
    public int Progress { get; private init; } = 50;

    public static Fate Fails(string error) => new() { End = "Error", Error = error };

    /// <summary>Of a backup: Longhorn has lost sight of it. A snapshot knows no such end, and fails.</summary>
    public static Fate IsLost(string error) => new() { End = "Unknown", Error = error };

    /// <summary>A snapshot never gets ready, a backup gets so far and no further.</summary>
    public static Fate NeverEnds(int progress = 0) => new() { Progress = progress };
}
