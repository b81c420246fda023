using WebhookController.Core.Objects;

namespace WebhookController.Core.Planning;

/// <summary>What has to be planned again: gathered event by event, and then handed to a pass.</summary>
public sealed class Affected
{
    /// <summary>Whether everything has to be: the rest doesn't count then.</summary>
    public bool All { get; private set; }

    /// <summary>PVCs, there or gone, as source labels tell them.</summary>
    public HashSet<ObjectKey> Sources { get; } = [];

    /// <summary>Jobs whose backups may be accounted for in another way.</summary>
    public HashSet<string> Jobs { get; } = new(StringComparer.Ordinal);

    /// <summary>Backups that no job made and that may be accounted for in another way.</summary>
    public HashSet<ObjectKey> Backups { get; } = [];

    /// <summary>How much was gathered: it grows with every addition.</summary>
    public int Size => All ? int.MaxValue : Sources.Count + Jobs.Count + Backups.Count;

    /// <summary>Everything: at the start, for a new leader, at each resync.</summary>
    public static Affected Everything()
    {
        var affected = new Affected();
        affected.AddAll();
        return affected;
    }

    /// <summary>Adds everything; what was gathered so far needs no memory any more.</summary>
    public void AddAll()
    {
        All = true;
        Sources.Clear();
        Jobs.Clear();
        Backups.Clear();
    }

    /// <summary>Adds a PVC.</summary>
    public void Add(ObjectKey source)
    {
        if (!All) Sources.Add(source);
    }
}
