namespace WebhookController.LeaderElection;

/// What a replica does about the Lease next.
internal enum Move
{
    /// Nothing: another replica holds it.
    Wait,

    /// It isn't there: create it, held by us.
    Create,

    /// It is free, or its holder has fallen silent: take it over.
    Take,

    /// It is ours: say that we are still here.
    Renew,
}

/// The rules of the election.
internal static class Election
{
    /// <param name="lease">What the Lease says now; null where there is none.</param>
    /// <param name="seen">What it said when it last changed before our eyes.</param>
    /// <param name="unchanged">For how long it has said so, by our own monotonic clock: clocks of other machines prove nothing.</param>
    /// <param name="us">Who we are.</param>
    /// <param name="duration">How long we leave a Lease alone that doesn't say how long.</param>
    public static Move Decide(LeaseRecord? lease, LeaseRecord seen, TimeSpan unchanged, string us, TimeSpan duration)
    {
        if (lease?.Holder == us) return Move.Renew;
        // Somebody deleted it; whoever held it may not know yet, and is left the time that the Lease gave it.
        var holder = lease ?? seen;
        var isFree = holder.Holder.Length == 0 || holder.Holder == us || unchanged >= (holder.Duration ?? duration);
        return (isFree, lease) switch
        {
            (false, _) => Move.Wait,
            (true, null) => Move.Create,
            (true, _) => Move.Take,
        };
    }
}
