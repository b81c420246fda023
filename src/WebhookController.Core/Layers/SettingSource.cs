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
