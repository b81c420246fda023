namespace Sandbox;

// Somebody who may do what is granted and nothing else. Everybody else here is the administrator.
internal sealed record RestrictedUser(string Name, string Token, IReadOnlyList<Grant> Grants);

// What RBAC's rules say: verbs on a resource, everywhere or in one namespace, on all objects or on those of these names.
internal sealed record Grant(string Group, string Resource, IReadOnlyList<string> Verbs)
{
    public string? Namespace { get; init; }

    public IReadOnlyList<string> Names { get; init; } = [];
}
