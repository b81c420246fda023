namespace Sandbox;

/// <summary>What the stand-in does by itself, and what a test may hold back for a while.</summary>
[Flags]
internal enum Behaviours
{
    None = 0,
    Binding = 1,
    Protection = 2,
    Snapshots = 4,
    Backups = 8,
    JobLabels = 16,
    Schedules = 32,
}
