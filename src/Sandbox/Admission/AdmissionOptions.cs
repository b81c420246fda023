using System.Text.Json.Nodes;
using Sandbox.Api;

namespace Sandbox.Admission;

internal static class AdmissionOptions
{
    /// <summary>The options of the request, as webhooks get to see them.</summary>
    public static JsonObject Of(ApiRequest request, string kind)
    {
        var options = new JsonObject { ["kind"] = kind, ["apiVersion"] = "meta.k8s.io/v1" };
        if (request.DryRun) options["dryRun"] = new JsonArray("All");
        if (request.Query("fieldManager") is { Length: > 0 } manager) options["fieldManager"] = manager;
        if (kind == "CreateOptions" && request.Query("fieldValidation") is { Length: > 0 } validation) options["fieldValidation"] = validation;
        return options;
    }
}
