namespace WebhookController.Core.Objects;

/// <summary>What every object we read has: which one it is, and which version of it we saw.</summary>
public abstract record ClusterObject
{
    private readonly CompactUid _uid;
    private readonly CompactVersion _version;

    /// <summary>Namespace and name.</summary>
    public required ObjectKey Key { get; init; }

    /// <summary><c>metadata.uid</c>; a recreated object has another one.</summary>
    public required string Uid
    {
        get => _uid.ToString();
        init => _uid = new(value);
    }

    /// <summary><c>metadata.resourceVersion</c>: opaque but for equality and, as API servers promise since Kubernetes 1.35 and have
    /// kept before, greater numbers being later versions.</summary>
    public required string ResourceVersion
    {
        get => _version.ToString();
        init => _version = new(value);
    }

    /// <summary>Whether <c>metadata.deletionTimestamp</c> is set: the object waits for its finalizers.</summary>
    public bool Deleting { get; init; }
}

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

/// <summary>Compares <c>metadata.resourceVersion</c>s: decimal numbers that grow, and so longer means later.</summary>
public static class ResourceVersion
{
    /// <summary>Whether <paramref name="version"/> is older than <paramref name="other"/>. Versions that aren't numbers are never older: what
    /// was read last then counts.</summary>
    public static bool IsOlder(string version, string other) =>
        IsNumber(version) && IsNumber(other) && (version.Length, other.Length) switch
        {
            var (a, b) when a != b => a < b,
            _ => string.CompareOrdinal(version, other) < 0,
        };

    /// <summary>The later of two versions.</summary>
    public static string Later(string version, string other) => IsOlder(version, other) ? other : version;

    private static bool IsNumber(string version) => version.Length > 0 && version.All(char.IsAsciiDigit);
}
