namespace WebhookController.LeaderElection;

/// What a Lease says about who holds it. It is a new one whenever the holder renews.
/// <param name="Holder">Empty where nobody does: it was released, or never held.</param>
/// <param name="Duration">For how long others must leave it alone after a renewal; null where the Lease doesn't say.</param>
/// <param name="RenewTime">By the holder's wall clock, so it only tells one renewal from another.</param>
/// <param name="Transitions">How often it has passed from one holder to another.</param>
internal sealed record LeaseRecord(string Holder, TimeSpan? Duration, string? RenewTime, int Transitions)
{
    public static readonly LeaseRecord Absent = new("", null, null, 0);
}
