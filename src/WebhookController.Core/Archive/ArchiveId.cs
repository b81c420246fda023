using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace WebhookController.Core.Archive;

/// <summary>Names one attempt to archive one PVC. It is derived from the PVC's uid, so that a restart asks for the same objects again and
/// repeats nothing, and a recreated PVC never takes its predecessor's archive for its own.</summary>
/// <param name="Series">What all attempts of one PVC have in common.</param>
/// <param name="Attempt">1 for the first attempt.</param>
public readonly record struct ArchiveId(string Series, int Attempt)
{
    private const int SeriesLength = 10;
    private const string ObjectPrefix = "archive-";

    /// <summary>The name of the attempt's Snapshot and of its Backup.</summary>
    public string ObjectName => ObjectPrefix + ToString();

    /// <summary>The first attempt for the PVC with this uid.</summary>
    public static ArchiveId FirstOf(string uid) => new(SeriesOf(uid), 1);

    /// <summary>The attempt that <see cref="ToString"/> wrote; null where the text is no attempt.</summary>
    public static ArchiveId? Read(string? text) =>
        text?.Split('-') is [{ Length: SeriesLength } series, var number]
            && int.TryParse(number, NumberStyles.None, CultureInfo.InvariantCulture, out var attempt) && attempt > 0
            ? new ArchiveId(series, attempt)
            : null;

    /// <summary>The attempt that a Snapshot or Backup of this name is of; null where it is of none.</summary>
    public static ArchiveId? OfObject(string name) =>
        name.StartsWith(ObjectPrefix, StringComparison.Ordinal) ? Read(name[ObjectPrefix.Length..]) : null;

    /// <summary>Whether it is an attempt for the PVC with this uid.</summary>
    public bool IsOf(string uid) => Series == SeriesOf(uid);

    /// <summary>The attempt after this one.</summary>
    public ArchiveId Next() => this with { Attempt = Attempt + 1 };

    /// <summary><c>&lt;10 hex digits&gt;-&lt;attempt&gt;</c>.</summary>
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Series}-{Attempt}");

    private static string SeriesOf(string uid) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(uid)))[..SeriesLength];
}
