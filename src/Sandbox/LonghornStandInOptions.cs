namespace Sandbox;

internal sealed record LonghornStandInOptions
{
    public TimeProvider TimeProvider { get; init; } = TimeProvider.System;

    public string Namespace { get; init; } = "longhorn-system";

    // How long a claim stays Pending.
    public TimeSpan BindDelay { get; init; } = TimeSpan.FromMilliseconds(20);

    // How long a snapshot takes.
    public TimeSpan SnapshotDelay { get; init; } = TimeSpan.FromMilliseconds(20);

    // How long a backup stays in each of its states.
    public TimeSpan BackupDelay { get; init; } = TimeSpan.FromMilliseconds(20);

    // How many times faster than the real clock the one is that jobs run by; 0 and they run only when told to.
    public double JobClockSpeed { get; init; }

    // How long to wait before something that failed is tried again.
    public TimeSpan RetryDelay { get; init; } = TimeSpan.FromMilliseconds(100);

    // Whether Longhorn's admission webhooks are registered.
    public bool Admission { get; init; } = true;
}

// What the stand-in does by itself, and what a test may hold back for a while.
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
