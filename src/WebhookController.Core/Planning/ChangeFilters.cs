namespace WebhookController.Core.Planning;

/// <summary>What takes changes out of a plan, its statuses left as they are.</summary>
public static class ChangeFilters
{
    /// <summary>No change at all: a dry run, or a replica that isn't the leader.</summary>
    public static Plan WithoutChanges(Plan plan) => plan with { Sequences = [] };

    /// <summary>No deletion of a job; the rest of each sequence goes ahead.</summary>
    public static Plan WithoutDeletions(Plan plan) => plan with
    {
        Sequences = [.. plan.Sequences
            .Select(sequence => sequence with { Changes = [.. sequence.Changes.Where(change => change is not DeleteJob)] })
            .Where(sequence => sequence.Changes.Count > 0)],
    };
}
