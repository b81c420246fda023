using System.Text.Json.Nodes;
using Sandbox.Api;

namespace Sandbox.Admission;

// A write under admission; Object is null on DELETE, OldObject on CREATE.
internal sealed record Attempt(ApiRequest Request, string Operation, JsonObject? Object, JsonObject? OldObject, JsonObject Options)
{
    public ResourceKind Kind => Request.Kind;

    public string Name => Request.Name.Length > 0 ? Request.Name : Object.Text("metadata", "name") ?? "";

    // A namespace counts as being within itself.
    private string Namespace => Kind == Kinds.Namespaces ? Name : Request.Namespace;

    public JsonObject Review(string uid)
    {
        var kind = new JsonObject { ["group"] = Kind.Group, ["version"] = Kind.Version, ["kind"] = Kind.Kind };
        var resource = new JsonObject { ["group"] = Kind.Group, ["version"] = Kind.Version, ["resource"] = Kind.Plural };
        var request = new JsonObject
        {
            ["uid"] = uid, ["kind"] = kind, ["resource"] = resource, ["requestKind"] = kind.DeepClone(), ["requestResource"] = resource.DeepClone(),
        };
        // Mutating webhooks don't see a generated name.
        if (Name.Length > 0) request["name"] = Name;
        if (Request.Subresource.Length > 0) request["subResource"] = Request.Subresource;
        if (Namespace.Length > 0) request["namespace"] = Namespace;
        request["operation"] = Operation;
        request["userInfo"] = new JsonObject { ["username"] = Request.User, ["groups"] = new JsonArray("system:masters", "system:authenticated") };
        request["object"] = Object?.DeepClone();
        request["oldObject"] = OldObject?.DeepClone();
        request["dryRun"] = Request.DryRun;
        request["options"] = Options.DeepClone();
        return new JsonObject { ["kind"] = "AdmissionReview", ["apiVersion"] = "admission.k8s.io/v1", ["request"] = request };
    }
}

internal static class OperationOptions
{
    // The options of the request as webhooks receive them.
    public static JsonObject Of(ApiRequest request, string kind)
    {
        var options = new JsonObject { ["kind"] = kind, ["apiVersion"] = "meta.k8s.io/v1" };
        if (request.DryRun) options["dryRun"] = new JsonArray("All");
        if (request.Query("fieldManager") is { Length: > 0 } manager) options["fieldManager"] = manager;
        if (kind == "CreateOptions" && request.Query("fieldValidation") is { Length: > 0 } validation) options["fieldValidation"] = validation;
        return options;
    }
}
