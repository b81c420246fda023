using System.Net;

namespace Sandbox;

internal sealed record SandboxOptions
{
    // 0 takes a free one.
    public int Port { get; init; }

    public TimeProvider TimeProvider { get; init; } = TimeProvider.System;

    // Whether Longhorn's kinds are served from the start; see SandboxServer.InstallLonghorn.
    public bool LonghornInstalled { get; init; } = true;

    // How many changes of a kind are remembered: watches and continue tokens from before get 410.
    public int WatchHistory { get; init; } = 20_000;

    public TimeSpan BookmarkInterval { get; init; } = TimeSpan.FromSeconds(60);

    public string Token { get; init; } = "sandbox-administrator";

    // Users who may not do everything, as the administrator may.
    public IReadOnlyList<RestrictedUser> RestrictedUsers { get; init; } = [];

    // What uids are derived from: the same seed and the same requests give the same uids.
    public string Seed { get; init; } = "sandbox";

    // Where a webhook that is registered by service listens, given the host name.namespace.svc.
    public Func<string, IPEndPoint?> Services { get; init; } = _ => null;
}
