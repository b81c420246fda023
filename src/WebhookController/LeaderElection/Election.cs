namespace WebhookController.LeaderElection;

internal enum ElectionAction
{
    // Another replica holds the Lease.
    Wait,

    // There is no Lease yet.
    Create,

    // It is free, or its holder has been silent for too long.
    Acquire,

    // It is ours.
    Renew,
}

internal static class Election
{
    // lease: what the Lease says now; null if there is none.
    // observed: what it said when we last saw it change, and unchanged: how long ago that was by our own monotonic clock, since clocks of
    // other machines prove nothing.
    // duration: how long we leave a Lease alone that does not say how long.
    public static ElectionAction Decide(LeaseRecord? lease, LeaseRecord observed, TimeSpan unchanged, string us, TimeSpan duration)
    {
        if (lease?.Holder == us) return ElectionAction.Renew;
        // Somebody deleted the Lease. Its holder may not know yet, and keeps the time that the Lease gave it.
        var last = lease ?? observed;
        var isFree = last.Holder.Length == 0 || last.Holder == us || unchanged >= (last.Duration ?? duration);
        return (isFree, lease) switch
        {
            (false, _) => ElectionAction.Wait,
            (true, null) => ElectionAction.Create,
            (true, _) => ElectionAction.Acquire,
        };
    }
}
