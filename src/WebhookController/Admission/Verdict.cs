using WebhookController.Core.Labels;
using WebhookController.Core.Reviews;

namespace WebhookController.Admission;

internal enum Decision
{
    /// Nothing here is ours to judge or to change.
    Untouched,
    Allowed,
    Patched,
    Denied,

    /// A 4xx: not a review that we can answer.
    Refused,

    /// A 5xx: a bug of ours.
    Failed,
}

/// What is answered to one request.
internal sealed record Verdict(IReadOnlyList<Violation> Denials, IReadOnlyList<string> Warnings)
{
    public static Verdict Untouched { get; } = new([], []) { Decision = Decision.Untouched };

    public static Verdict Allowed { get; } = new([], []);

    public Decision Decision { get; private init; } = Denials.Count > 0 ? Decision.Denied : Decision.Allowed;

    /// What the denials are about, in the plural.
    public string Subject { get; init; } = "backup labels";

    public byte[]? Patch { get; private init; }

    /// Which labels the patch sets.
    public IReadOnlyList<string> Patched { get; private init; } = [];

    public static Verdict Of(Review review) => review is { Denials.Count: 0, Warnings.Count: 0 } ? Allowed : new(review.Denials, review.Warnings);

    public static Verdict Denied(Violation denial) => new([denial], []);

    public static Verdict PatchedWith(byte[] patch, IReadOnlyList<string> keys) =>
        new([], []) { Decision = Decision.Patched, Patch = patch, Patched = keys };
}
