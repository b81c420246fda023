namespace Sandbox;

internal sealed record LonghornStandInOptions
{
    public TimeProvider TimeProvider { get; init; } = TimeProvider.System;

    // Decides how linked clones are treated, and which parameters a job may have. What fields there are is up to the API server.
    public Version Version { get; init; } = new(1, 11);

    public string Namespace { get; init; } = "longhorn-system";

    // How long a claim stays Pending.
    public TimeSpan BindDelay { get; init; } = TimeSpan.FromMilliseconds(20);

    // How long a snapshot takes.
    public TimeSpan SnapshotDelay { get; init; } = TimeSpan.FromMilliseconds(20);

    // How long a backup stays in each of its states.
    public TimeSpan BackupDelay { get; init; } = TimeSpan.FromMilliseconds(20);

    // The speed of the clock for schedules, relative to the real one; 0 turns schedules off.
    public double JobClockSpeed { get; init; }

    public TimeSpan RetryDelay { get; init; } = TimeSpan.FromMilliseconds(100);

    public bool Admission { get; init; } = true;
}

// What the stand-in does on its own; tests can hold each of them back.
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
    Restores = 64,
    Namespaces = 128,
}
