namespace Sandbox.Api;

// The kinds that are served now. Longhorn's depend on its CustomResourceDefinitions.
internal sealed class KindTable(Version? longhorn)
{
    private volatile IReadOnlyList<ResourceKind> _rows = longhorn is null ? Kinds.Core : [.. Kinds.Core, .. Kinds.LonghornOf(longhorn)];

    public IReadOnlyList<ResourceKind> Rows => _rows;

    public ResourceKind? Find(string group, string version, string plural) =>
        _rows.FirstOrDefault(row => row.Plural == plural && row.Group == group && row.Version == version);

    public void Install(IEnumerable<ResourceKind> rows) => _rows = [.. _rows.UnionBy(rows, row => (row.Group, row.Version, row.Plural))];
}
