using System.Text.Json.Nodes;

namespace Sandbox.Api;

internal static class AccessModes
{
    /// <summary>As kubectl shows them: <c>RWO,RWX</c>.</summary>
    public static string Short(IEnumerable<JsonNode?> modes) => string.Join(',', modes.Select(mode => mode.Text() switch
    {
        "ReadWriteOnce" => "RWO",
        "ReadOnlyMany" => "ROX",
        "ReadWriteMany" => "RWX",
        "ReadWriteOncePod" => "RWOP",
        var other => other,
    }));
}
