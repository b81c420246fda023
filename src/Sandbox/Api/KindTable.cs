namespace Sandbox.Api;

// The kinds that are served now. Longhorn's depend on its CustomResourceDefinitions.
internal sealed class KindTable(bool longhornInstalled)
{
    private volatile IReadOnlyList<ResourceKind> _rows = longhornInstalled ? [.. Kinds.Core, .. Kinds.Longhorn] : Kinds.Core;

    public IReadOnlyList<ResourceKind> Rows => _rows;

    public ResourceKind? Find(string group, string version, string plural) =>
        _rows.FirstOrDefault(row => row.Plural == plural && row.Group == group && row.Version == version);

    public void Install(IEnumerable<ResourceKind> rows) => _rows = [.. _rows.Union(rows)];
}
