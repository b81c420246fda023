namespace WebhookController.Core.Labels;

/// <summary>When the runs of a job start: at a time of day, or at a time that follows from the job's name, so that many jobs spread evenly.</summary>
/// <param name="Time">A time of day at which one of the runs starts; null for <see cref="Auto"/>.</param>
public readonly record struct StartTime(TimeOnly? Time)
{
    /// <summary>What a label says that asks for a spread start.</summary>
    public const string AutoText = "auto";

    /// <summary>Spread by the job's name.</summary>
    public static StartTime Auto { get; }
}
