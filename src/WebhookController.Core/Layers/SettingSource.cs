namespace WebhookController.Core.Layers;

/// <summary>Which layer a setting comes from.</summary>
public enum SettingSource
{
    /// <summary>The PVC's own label.</summary>
    Claim,

    /// <summary>Its Namespace's label.</summary>
    Namespace,

    /// <summary>Its StorageClass's label.</summary>
    StorageClass,

    /// <summary>The ConfigMap of defaults.</summary>
    ConfigMap,

    /// <summary>The built-in default.</summary>
    BuiltIn,

    /// <summary>Its job has it, and nobody knows any more who said it.</summary>
    Job,
}

/// <summary>How sources of settings are called.</summary>
public static class SettingSourceNames
{
    /// <summary>The source, for a person.</summary>
    public static string InWords(this SettingSource source) => source switch
    {
        SettingSource.Claim => "PVC",
        SettingSource.Namespace => "namespace",
        SettingSource.StorageClass => "storage class",
        SettingSource.ConfigMap => "ConfigMap",
        SettingSource.BuiltIn => "built in",
        SettingSource.Job => "kept by the job",
        _ => throw new ArgumentOutOfRangeException(nameof(source), source, "a source without a name"),
    };
}
