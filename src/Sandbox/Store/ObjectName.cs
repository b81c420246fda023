namespace Sandbox.Store;

/// <summary>The key of an object among those of its kind; the namespace of a cluster-scoped object is empty.</summary>
internal readonly record struct ObjectName(string Namespace, string Name)
{
    public override string ToString() => Namespace.Length == 0 ? Name : $"{Namespace}/{Name}";
}
