using System.Net;

namespace Sandbox;

internal sealed record SandboxOptions
{
    /// <summary>0 takes a free one.</summary>
    public int Port { get; init; }

    public TimeProvider TimeProvider { get; init; } = TimeProvider.System;

    /// <summary>Whether Longhorn's kinds are served from the start; see <see cref="SandboxServer.InstallLonghorn"/>.</summary>
    public bool LonghornInstalled { get; init; } = true;

    /// <summary>How many changes of a kind are remembered: watches and continue tokens from before get 410.</summary>
    public int WatchHistory { get; init; } = 20_000;

    public TimeSpan BookmarkInterval { get; init; } = TimeSpan.FromSeconds(60);

    public string Token { get; init; } = "sandbox-administrator";

    /// <summary>Users who may not do everything, as the administrator may.</summary>
    public IReadOnlyList<RestrictedUser> RestrictedUsers { get; init; } = [];

    /// <summary>What uids are derived from: the same seed and the same requests give the same uids.</summary>
    public string Seed { get; init; } = "sandbox";

    /// <summary>Where a webhook that is registered by service listens, given the host <c>name.namespace.svc</c>.</summary>
    public Func<string, IPEndPoint?> Services { get; init; } = _ => null;
}
