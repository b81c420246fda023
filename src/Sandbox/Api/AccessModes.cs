using System.Text.Json.Nodes;

namespace Sandbox.Api;

internal static class AccessModes
{
    // As kubectl shows them: RWO,RWX.
    public static string Short(IEnumerable<JsonNode?> modes) => string.Join(',', modes.Select(mode => mode.Text() switch
    {
        "ReadWriteOnce" => "RWO",
        "ReadOnlyMany" => "ROX",
        "ReadWriteMany" => "RWX",
        "ReadWriteOncePod" => "RWOP",
        var other => other,
    }));
}
