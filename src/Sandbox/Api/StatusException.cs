using System.Text.Json.Nodes;

namespace Sandbox.Api;

/// <summary>A request that is answered with a Status of failure.</summary>
internal sealed class StatusException(JsonObject status) : BadHttpRequestException(status.Text("message") ?? "", status.Number("code") ?? 500)
{
    public JsonObject Status { get; } = status;
}
