using System.Collections.Immutable;
using WebhookController.Core.Labels;
using WebhookController.Core.Naming;
using WebhookController.Core.Objects;

namespace WebhookController.Core.Claims;

/// <summary>Which PVCs ask for which job: kept up to date with every change, so that admission needn't look through all PVCs.</summary>
public sealed record Claimants(LabelKeys Keys)
{
    private ImmutableDictionary<string, ImmutableHashSet<ObjectKey>> ByJob { get; init; } =
        ImmutableDictionary.Create<string, ImmutableHashSet<ObjectKey>>(StringComparer.Ordinal);

    /// <summary>The PVCs that ask for <paramref name="job"/>, invalid ones included: a typo elsewhere in its labels doesn't free a name.</summary>
    public IReadOnlySet<ObjectKey> Of(string job) => ByJob.GetValueOrDefault(job, []);

    /// <summary>Whether <paramref name="claim"/>, and nobody else, asks for <paramref name="job"/>: the quick answer to the usual case.</summary>
    public bool IsOnly(ObjectKey claim, string job) => ByJob.TryGetValue(job, out var claims) && claims.Count == 1 && claims.Contains(claim);

    /// <summary>The index of all of <paramref name="claims"/>.</summary>
    public Claimants Rebuild(IEnumerable<Claim> claims)
    {
        var byJob = ImmutableDictionary.CreateBuilder<string, ImmutableHashSet<ObjectKey>>(StringComparer.Ordinal);
        foreach (var claim in claims)
            if (WantedBy(claim) is { } job) byJob[job] = byJob.GetValueOrDefault(job, []).Add(claim.Key);
        return this with { ByJob = byJob.ToImmutable() };
    }

    /// <summary>The index after a PVC changed, appeared (no <paramref name="before"/>) or went (no <paramref name="after"/>).</summary>
    public Claimants Update(Claim? before, Claim? after)
    {
        var (was, wants) = (before is null ? null : WantedBy(before), after is null ? null : WantedBy(after));
        if (was == wants) return this;
        var byJob = ByJob;
        if (was is not null && byJob[was].Remove(before!.Key) is var rest)
            byJob = rest.IsEmpty ? byJob.Remove(was) : byJob.SetItem(was, rest);
        if (wants is not null) byJob = byJob.SetItem(wants, byJob.GetValueOrDefault(wants, []).Add(after!.Key));
        return this with { ByJob = byJob };
    }

    private string? WantedBy(Claim claim)
    {
        if (claim.Labels[Keys.Of(LabelTable.Enabled)] != "true") return null;
        var name = claim.Labels[Keys.Name];
        return name is not null && ValueGrammars.IsDnsLabel(name) ? JobName.For(claim.Key.Namespace, name) : null;
    }
}
