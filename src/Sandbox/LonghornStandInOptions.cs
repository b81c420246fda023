namespace Sandbox;

internal sealed record LonghornStandInOptions
{
    public TimeProvider TimeProvider { get; init; } = TimeProvider.System;

    public string Namespace { get; init; } = "longhorn-system";

    /// <summary>How long a claim stays Pending.</summary>
    public TimeSpan BindDelay { get; init; } = TimeSpan.FromMilliseconds(20);

    /// <summary>How long a snapshot takes.</summary>
    public TimeSpan SnapshotDelay { get; init; } = TimeSpan.FromMilliseconds(20);

    /// <summary>How long a backup stays in each of its states.</summary>
    public TimeSpan BackupDelay { get; init; } = TimeSpan.FromMilliseconds(20);

    /// <summary>How many times faster than the real clock the one is that jobs run by; 0 and they run only when told to.</summary>
    public double JobClockSpeed { get; init; }

    /// <summary>How long to wait before something that failed is tried again.</summary>
    public TimeSpan RetryDelay { get; init; } = TimeSpan.FromMilliseconds(100);

    /// <summary>Whether Longhorn's admission webhooks are registered.</summary>
    public bool Admission { get; init; } = true;
}
