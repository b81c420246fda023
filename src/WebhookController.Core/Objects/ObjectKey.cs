namespace WebhookController.Core.Objects;

/// <summary>Where an object is found among those of its kind; <see cref="Namespace"/> is empty for cluster-scoped kinds.</summary>
public readonly record struct ObjectKey(string Namespace, string Name) : IComparable<ObjectKey>
{
    /// <summary>The key of an object of a cluster-scoped kind.</summary>
    public static ObjectKey ClusterScoped(string name) => new("", name);

    /// <inheritdoc />
    public int CompareTo(ObjectKey other) => string.CompareOrdinal(Namespace, other.Namespace) is var order and not 0
        ? order
        : string.CompareOrdinal(Name, other.Name);

    /// <summary><c>namespace/name</c>, or just <c>name</c> where there is no namespace.</summary>
    public override string ToString() => Namespace.Length == 0 ? Name : $"{Namespace}/{Name}";

    /// <summary>Orders by namespace, then name, ordinally.</summary>
    public static bool operator <(ObjectKey left, ObjectKey right) => left.CompareTo(right) < 0;

    /// <summary>Orders by namespace, then name, ordinally.</summary>
    public static bool operator >(ObjectKey left, ObjectKey right) => left.CompareTo(right) > 0;

    /// <summary>Orders by namespace, then name, ordinally.</summary>
    public static bool operator <=(ObjectKey left, ObjectKey right) => left.CompareTo(right) <= 0;

    /// <summary>Orders by namespace, then name, ordinally.</summary>
    public static bool operator >=(ObjectKey left, ObjectKey right) => left.CompareTo(right) >= 0;
}
