using WebhookController.Core.Labels;

namespace WebhookController.Admission;

// The API server allows megabytes of labels on an object. Nobody means that, and reviewing them one by one would take seconds. Beyond the
// limits nothing else is reviewed; one that was so before may stay so, or nobody could write to it any more.
internal readonly record struct LabelLimit(int Count, bool IsExceeded, bool WasExceeded)
{
    private const int MostCharacters = 8 * 1024;

    // Of an object that is made; its labels are ours only.
    public static LabelLimit Of(LabelSet labels)
    {
        var characters = 0;
        foreach (var (key, value) in labels) characters += key.Length + value.Length;
        return new(labels.Count, IsExceededBy(labels.Count, characters), WasExceeded: false);
    }

    public static LabelLimit Of(AdmissionRequest request, LabelKeys keys)
    {
        var (count, exceeded) = Measure(request.After, keys);
        return new(count, exceeded, request.Operation == Operation.Update && Measure(request.Before, keys).Exceeded);
    }

    // known: the labels that mean something on such an object.
    public Violation Violation(LabelKeys keys, IReadOnlyList<LabelRow> known) =>
        new(Condition.UnknownLabel, $"{keys.Prefix}*", $"{Count} labels", $"use only {string.Join(", ", known.Select(row => row.Name))}");

    private static (int Count, bool Exceeded) Measure(ReviewedObject? reviewed, LabelKeys keys)
    {
        if (reviewed?.Metadata?.Labels is not { } labels) return (0, false);
        var (count, characters) = (0, 0);
        foreach (var (key, value) in labels)
        {
            if (!keys.IsOurs(key)) continue;
            count++;
            characters += key.Length + (value?.Length ?? 0);
        }

        return (count + labels.Skipped, labels.Skipped > 0 || IsExceededBy(count, characters));
    }

    // The parser doesn't tell more of them apart, and an old mistake would count as a new one.
    private static bool IsExceededBy(int count, int characters) => count > LabelParser.UnknownNamed || characters > MostCharacters;
}
