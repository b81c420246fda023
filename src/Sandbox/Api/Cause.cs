using System.Text.Json.Nodes;

namespace Sandbox.Api;

// An entry of details.causes in a Status.
internal sealed record Cause(string Reason, string Message, string Field)
{
    public static Cause Invalid(string field, string value, string why) => new("FieldValueInvalid", $"Invalid value: \"{value}\": {why}", field);

    public static Cause Required(string field) => new("FieldValueRequired", "Required value", field);

    public static Cause Required(string field, string why) => new("FieldValueRequired", $"Required value: {why}", field);

    public static Cause Duplicate(string field, string value) => new("FieldValueDuplicate", $"Duplicate value: \"{value}\"", field);

    public static Cause Forbidden(string field, string why) => new("FieldValueForbidden", $"Forbidden: {why}", field);

    public JsonObject ToJson() => new() { ["reason"] = Reason, ["message"] = Message, ["field"] = Field };
}
