namespace Sandbox;

// A user with only these permissions. All other users are administrators.
internal sealed record RestrictedUser(string Name, string Token, IReadOnlyList<Grant> Grants);

// Like an RBAC rule: verbs on a resource, in one namespace or all, on all objects or those with these names.
internal sealed record Grant(string Group, string Resource, IReadOnlyList<string> Verbs)
{
    public string? Namespace { get; init; }

    public IReadOnlyList<string> Names { get; init; } = [];
}
