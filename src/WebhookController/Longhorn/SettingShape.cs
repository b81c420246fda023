using System.Text.Json;
using WebhookController.Core.Objects;
using WebhookController.Kubernetes.Objects;

namespace WebhookController.Longhorn;

internal sealed class SettingShape
{
    public ObjectMeta? Metadata { get; init; }

    public string? Value { get; init; }

    public Setting ToSetting()
    {
        var meta = Metadata ?? throw new JsonException("metadata is missing");
        return new Setting
        {
            Key = meta.Key,
            Uid = meta.UidOrEmpty,
            ResourceVersion = meta.VersionOrEmpty,
            Value = Value ?? "",
        };
    }
}
