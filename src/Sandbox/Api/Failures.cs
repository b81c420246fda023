using System.Text.Json.Nodes;
using Sandbox.Store;

namespace Sandbox.Api;

// Error responses with the messages of the real API server.
internal static class Failures
{
    public static JsonObject Status(int code, string reason, string message, JsonObject? details = null)
    {
        var status = new JsonObject
        {
            ["kind"] = "Status", ["apiVersion"] = "v1", ["metadata"] = new JsonObject(), ["status"] = "Failure", ["message"] = message,
        };
        if (reason.Length > 0) status["reason"] = reason;
        if (details is not null) status["details"] = details;
        status["code"] = code;
        return status;
    }

    public static StatusException Failure(int code, string reason, string message, JsonObject? details = null) =>
        new(Status(code, reason, message, details));

    public static StatusException BadRequest(string message) => Failure(400, "BadRequest", message);

    public static StatusException NotFound(ResourceKind kind, string name) =>
        Failure(404, "NotFound", $"{kind.Qualified} \"{name}\" not found", Details(kind, name, kind.Plural));

    public static StatusException AlreadyExists(ResourceKind kind, string name) =>
        Failure(409, "AlreadyExists", $"{kind.Qualified} \"{name}\" already exists", Details(kind, name, kind.Plural));

    public static StatusException Modified(ResourceKind kind, string name) => Failure(409, "Conflict",
        $"Operation cannot be fulfilled on {kind.Qualified} \"{name}\": the object has been modified; please apply your changes to the latest version and try again",
        Details(kind, name, kind.Plural));

    public static StatusException Precondition(ResourceKind kind, string name, string what, string wanted, string found) => Failure(409, "Conflict",
        $"Operation cannot be fulfilled on {kind.QualifiedKind} \"{name}\": the {what} in the precondition ({wanted}) does not match the {what} in record ({found}). The object might have been {(what == "UID" ? "deleted and then recreated" : "modified")}",
        Details(kind, name, kind.Kind));

    public static StatusException Invalid(ResourceKind kind, string name, IReadOnlyList<Cause> causes)
    {
        // A second version of a kind is validated as the stored version.
        if (kind.Renamed.Count > 0) kind = kind with { Group = "" };
        var all = causes.Select(cause => $"{cause.Field}: {cause.Message}").Distinct().ToList();
        var details = Details(kind, name, kind.Kind);
        details["causes"] = new JsonArray([.. causes.Select(cause => cause.ToJson())]);
        return Failure(422, "Invalid", $"{kind.QualifiedKind} \"{name}\" is invalid: {(all.Count == 1 ? all[0] : $"[{string.Join(", ", all)}]")}", details);
    }

    public static StatusException UnsupportedMediaType(IEnumerable<string> accepted, string? advice = null) => Failure(415, "UnsupportedMediaType",
        $"the body of the request was in an unknown format - accepted media types include: {string.Join(", ", accepted)}{(advice is null ? "" : $" ({advice})")}");

    public static StatusException Forbidden(ApiRequest request, string user)
    {
        var kind = request.Kind;
        var what = request.Name.Length > 0 ? $"{kind.Qualified} \"{request.Name}\"" : kind.Qualified;
        var resource = request.Subresource.Length > 0 ? $"{kind.Plural}/{request.Subresource}" : kind.Plural;
        var where = request.Namespace.Length > 0 ? $"in the namespace \"{request.Namespace}\"" : "at the cluster scope";
        var details = new JsonObject();
        if (request.Name.Length > 0) details["name"] = request.Name;
        if (kind.Group.Length > 0) details["group"] = kind.Group;
        details["kind"] = kind.Plural;
        return Failure(403, "Forbidden",
            $"{what} is forbidden: User \"{user}\" cannot {request.Verb} resource \"{resource}\" in API group \"{kind.Group}\" {where}", details);
    }

    public static StatusException Terminating(ApiRequest request, string name)
    {
        var details = Details(request.Kind, name, request.Kind.Plural);
        var cause = new Cause("NamespaceTerminating", $"namespace {request.Namespace} is being terminated", "metadata.namespace");
        details["causes"] = new JsonArray(cause.ToJson());
        return Failure(403, "Forbidden",
            $"{request.Kind.Qualified} \"{name}\" is forbidden: unable to create new content in namespace {request.Namespace} because it is being terminated", details);
    }

    public static StatusException Expired(string message, string? resume = null)
    {
        var status = Status(410, "Expired", message);
        if (resume is not null) status.Metadata()["continue"] = resume;
        return new StatusException(status);
    }

    public static StatusException FutureRevision(long wanted, long current)
    {
        var cause = new JsonObject { ["reason"] = "ResourceVersionTooLarge", ["message"] = "Too large resource version" };
        return Failure(504, "Timeout", $"Timeout: Too large resource version: {wanted}, current: {current}",
            new JsonObject { ["causes"] = new JsonArray(cause), ["retryAfterSeconds"] = 1 });
    }

    public static JsonObject Deleted(ResourceKind kind, StoredObject gone)
    {
        var details = Details(kind, gone.Name.Name, kind.Plural);
        details["uid"] = gone.Uid;
        return new JsonObject
        {
            ["kind"] = "Status", ["apiVersion"] = "v1", ["metadata"] = new JsonObject(), ["status"] = "Success", ["details"] = details,
        };
    }

    private static JsonObject Details(ResourceKind kind, string name, string called)
    {
        var details = new JsonObject { ["name"] = name };
        if (kind.Group.Length > 0) details["group"] = kind.Group;
        details["kind"] = called;
        return details;
    }
}

// Ends a request with a Status of failure.
internal sealed class StatusException(JsonObject status) : BadHttpRequestException(status.Text("message") ?? "", status.Number("code") ?? 500)
{
    public JsonObject Status { get; } = status;
}
