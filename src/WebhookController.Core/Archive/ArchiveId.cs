using System.Buffers.Binary;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace WebhookController.Core.Archive;

/// <summary>Names one attempt to archive one PVC. It is derived from the PVC's uid and from what was asked for, so that a restart asks for the same
/// objects again and repeats nothing, and a recreated PVC never takes its predecessor's archive for its own.</summary>
/// <param name="Series">What all attempts of one PVC have in common.</param>
/// <param name="Attempt">Its number. Each request has numbers of its own, <see cref="RetryDelay.Round"/> in a row; the very first request of all, and
/// those that no annotation tells apart, begin at 1.</param>
public readonly record struct ArchiveId(string Series, int Attempt)
{
    private const int SeriesLength = 10;
    private const string ObjectPrefix = "archive-";

    // Enough that two requests for one PVC hardly ever share their numbers, and few enough that all numbers are an int.
    private const uint Rounds = 100_000_000;
    private const int Highest = 2_100_000_000;

    /// <summary>The name of the attempt's Snapshot and of its Backup.</summary>
    public string ObjectName => ObjectPrefix + ToString();

    /// <summary>The first attempt for the PVC with this uid, where nothing tells its requests apart.</summary>
    public static ArchiveId FirstOf(string uid) => new(SeriesOf(uid), 1);

    /// <summary>The attempt that <see cref="ToString"/> wrote; null where the text is no attempt.</summary>
    public static ArchiveId? Read(string? text) =>
        text?.Split('-') is [{ Length: SeriesLength } series, var number]
            && int.TryParse(number, NumberStyles.None, CultureInfo.InvariantCulture, out var attempt) && attempt is > 0 and <= Highest
            ? new ArchiveId(series, attempt)
            : null;

    /// <summary>The attempt that a Snapshot or Backup of this name is of; null where it is of none.</summary>
    public static ArchiveId? OfObject(string name) =>
        name.StartsWith(ObjectPrefix, StringComparison.Ordinal) ? Read(name[ObjectPrefix.Length..]) : null;

    /// <summary>Whether it is an attempt for the PVC with this uid.</summary>
    public bool IsOf(string uid) => Series == SeriesOf(uid);

    /// <summary>The first attempt for the same PVC that the request <paramref name="text"/> has; null is the request without a text.</summary>
    public ArchiveId FirstFor(string? text) => this with { Attempt = text is null ? 1 : 1 + RetryDelay.Round * (1 + (int)(Digest(text) % Rounds)) };

    /// <summary>The attempt after this one.</summary>
    public ArchiveId Next() => this with { Attempt = Attempt + 1 };

    /// <summary>The first attempt after all that the request of this one has.</summary>
    public ArchiveId NextRound() => this with { Attempt = 1 + RetryDelay.Round * (Round + 1) };

    /// <summary><c>&lt;10 hex digits&gt;-&lt;attempt&gt;</c>.</summary>
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Series}-{Attempt}");

    /// <summary>Which of the rounds of attempts it is in: those of one request are in one.</summary>
    internal int Round => (Attempt - 1) / RetryDelay.Round;

    private static uint Digest(string text) => BinaryPrimitives.ReadUInt32BigEndian(SHA256.HashData(Encoding.UTF8.GetBytes(text)));

    private static string SeriesOf(string uid) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(uid)))[..SeriesLength];
}
