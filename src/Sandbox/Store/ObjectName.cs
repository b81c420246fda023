namespace Sandbox.Store;

/// <summary>Where an object stands among those of its kind; the namespace of a cluster-scoped object is empty.</summary>
internal readonly record struct ObjectName(string Namespace, string Name)
{
    public override string ToString() => Namespace.Length == 0 ? Name : $"{Namespace}/{Name}";
}
