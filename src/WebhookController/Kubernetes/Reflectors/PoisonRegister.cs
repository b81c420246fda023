using WebhookController.Core.Objects;

namespace WebhookController.Kubernetes.Reflectors;

// Which version of which object could not be decoded, so that each is counted and logged once.
internal sealed class PoisonRegister
{
    private readonly Dictionary<ObjectKey, string> _versions = [];

    public bool IsNew(ObjectKey key, string? resourceVersion)
    {
        var version = resourceVersion ?? "";
        if (_versions.TryGetValue(key, out var known) && known == version) return false;
        _versions[key] = version;
        return true;
    }

    public void Forget(ObjectKey key) => _versions.Remove(key);

    public void KeepOnly(IReadOnlyList<ObjectKey> unknown)
    {
        if (_versions.Count == 0) return;
        var kept = unknown.ToHashSet();
        foreach (var key in _versions.Keys.Where(key => !kept.Contains(key)).ToList()) _versions.Remove(key);
    }
}
