using System.Net;

namespace Sandbox;

internal sealed record SandboxOptions
{
    // 0 selects a free port.
    public int Port { get; init; }

    public TimeProvider TimeProvider { get; init; } = TimeProvider.System;

    // Whether Longhorn's kinds are served from the start.
    public bool LonghornInstalled { get; init; } = true;

    // Whose schemas are served: 1.13 adds fields to RecurringJobs.
    public Version LonghornVersion { get; init; } = new(1, 11);

    // How many changes per kind are kept; older watches and continue tokens get 410.
    public int WatchHistory { get; init; } = 20_000;

    public TimeSpan BookmarkInterval { get; init; } = TimeSpan.FromSeconds(60);

    public string Token { get; init; } = "sandbox-administrator";

    public IReadOnlyList<RestrictedUser> RestrictedUsers { get; init; } = [];

    // The same seed and the same requests give the same uids.
    public string Seed { get; init; } = "sandbox";

    // Maps name.namespace.svc to the address of the webhook.
    public Func<string, IPEndPoint?> Services { get; init; } = _ => null;
}

// A user with only these permissions. All other users are administrators.
internal sealed record RestrictedUser(string Name, string Token, IReadOnlyList<Grant> Grants);

// Like an RBAC rule: verbs on a resource, in one namespace or all, on all objects or those with these names.
internal sealed record Grant(string Group, string Resource, IReadOnlyList<string> Verbs)
{
    public string? Namespace { get; init; }

    public IReadOnlyList<string> Names { get; init; } = [];
}
