using WebhookController.Core.Labels;
using WebhookController.Core.Reviews;

namespace WebhookController.Admission;

internal enum Decision
{
    // Not an object or operation that we review.
    Untouched,
    Allowed,
    Patched,
    Denied,

    // A 4xx: not a valid review.
    Refused,

    // The caller didn't wait for the answer, so its change goes through unchecked unless the failurePolicy is Fail.
    Abandoned,

    // A 5xx: a bug of ours.
    Failed,
}

internal static class DecisionNames
{
    public static string Name(this Decision decision) => decision switch
    {
        Decision.Untouched => "untouched",
        Decision.Allowed => "allowed",
        Decision.Patched => "patched",
        Decision.Denied => "denied",
        Decision.Refused => "refused",
        Decision.Abandoned => "abandoned",
        Decision.Failed => "failed",
        _ => throw new ArgumentOutOfRangeException(nameof(decision), decision, "a decision without a name"),
    };
}

internal sealed record Verdict(IReadOnlyList<Violation> Denials, IReadOnlyList<string> Warnings)
{
    public static Verdict Untouched { get; } = new([], []) { Decision = Decision.Untouched };

    public static Verdict Allowed { get; } = new([], []);

    public Decision Decision { get; private init; } = Denials.Count > 0 ? Decision.Denied : Decision.Allowed;

    // The plural noun in the denial message.
    public string Subject { get; init; } = "backup labels";

    public byte[]? Patch { get; private init; }

    public IReadOnlyList<string> Patched { get; private init; } = [];

    public static Verdict Of(Review review) => review is { Denials.Count: 0, Warnings.Count: 0 } ? Allowed : new(review.Denials, review.Warnings);

    public static Verdict Denied(Violation denial) => new([denial], []);

    public static Verdict PatchedWith(byte[] patch, IReadOnlyList<string> keys) =>
        new([], []) { Decision = Decision.Patched, Patch = patch, Patched = keys };
}
