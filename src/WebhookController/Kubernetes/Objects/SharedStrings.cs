using System.Text;
using WebhookController.Core.Labels;

namespace WebhookController.Kubernetes.Objects;

// One string for each text that many objects have in common: label keys, namespaces, and the names by which objects point at
// each other (a volume's name is held by its PV, its PVC and every backup of it).
// Bounded and lock-free: each text has one slot, and the last to come keeps it. Losing one costs memory, never correctness.
internal sealed class SharedStrings(int slots)
{
    // Longer texts are no names; what is rare needs no sharing.
    private const int LongestText = 320;

    // A power of two, with room for the names of ten thousand PVCs: half a megabyte.
    public static SharedStrings Instance { get; } = new(1 << 16);

    private readonly string?[] _strings = new string?[slots];
    private readonly LabelSet?[] _labelSets = new LabelSet?[slots / 4];

    public string Get(ReadOnlySpan<byte> utf8)
    {
        if (utf8.Length > LongestText) return Encoding.UTF8.GetString(utf8);
        Span<char> text = stackalloc char[LongestText];
        text = text[..Encoding.UTF8.GetChars(utf8, text)];
        ref var slot = ref _strings[string.GetHashCode(text) & (_strings.Length - 1)];
        if (Volatile.Read(ref slot) is { } known && text.SequenceEqual(known)) return known;
        var added = text.ToString();
        Volatile.Write(ref slot, added);
        return added;
    }

    // The backups of a PVC carry the same labels, and most PVCs the same few.
    public LabelSet Get(LabelSet labels)
    {
        if (labels.Count == 0) return LabelSet.Empty;
        ref var slot = ref _labelSets[labels.GetHashCode() & (_labelSets.Length - 1)];
        if (Volatile.Read(ref slot) is { } known && known.Equals(labels)) return known;
        Volatile.Write(ref slot, labels);
        return labels;
    }
}
