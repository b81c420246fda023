using System.Collections;
using System.Reflection;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization;
using k8s;
using k8s.Models;

namespace WebhookController.Tests.Deploy.Support;

/// Kubernetes' own kinds as the client library knows them: a field it doesn't know is a slip of the pen.
internal static class BuiltInSchema
{
    private static readonly Dictionary<(string ApiVersion, string Kind), Type> Kinds = typeof(V1Pod).Assembly.GetTypes()
        .Select(type => (Type: type, Entity: type.GetCustomAttribute<KubernetesEntityAttribute>()))
        .Where(one => one.Entity is not null)
        .ToDictionary(one => (one.Entity!.Group.Length == 0 ? one.Entity.ApiVersion : $"{one.Entity.Group}/{one.Entity.ApiVersion}", one.Entity.Kind), one => one.Type);

    public static Type? Find(JsonObject item) => Kinds.GetValueOrDefault(((string)item["apiVersion"]!, (string)item["kind"]!));

    public static IEnumerable<string> Mistakes(JsonObject item, Type type)
    {
        foreach (var mistake in Unknown(item, type, "")) yield return mistake;
        if (WrongValue(item) is { } wrong) yield return wrong;
    }

    private static IEnumerable<string> Unknown(JsonNode? node, Type type, string path) => node switch
    {
        JsonObject map when ElementOf(type, typeof(IDictionary<,>)) is { } value =>
            map.SelectMany(entry => Unknown(entry.Value, value, $"{path}.{entry.Key}")),
        JsonArray list when ElementOf(type, typeof(IList<>)) is { } element =>
            list.SelectMany((one, index) => Unknown(one, element, $"{path}[{index}]")),
        JsonObject map => map.SelectMany(entry => Field(type, entry.Key) is { } field
            ? Unknown(entry.Value, field.PropertyType, $"{path}.{entry.Key}")
            : [$"{path}.{entry.Key} is not a field of {type.Name}"]),
        _ => [],
    };

    private static PropertyInfo? Field(Type type, string name) =>
        type.GetProperties().FirstOrDefault(field => field.GetCustomAttribute<JsonPropertyNameAttribute>()?.Name == name);

    private static Type? ElementOf(Type type, Type collection) => type.IsGenericType && typeof(IEnumerable).IsAssignableFrom(type)
        && type.GetGenericTypeDefinition() == collection ? type.GetGenericArguments()[^1] : null;

    // A number where text is wanted, and the like.
    private static string? WrongValue(JsonObject item)
    {
        try
        {
            typeof(KubernetesJson).GetMethods().First(method => method.Name == nameof(KubernetesJson.Deserialize)
                    && method.GetParameters()[0].ParameterType == typeof(string))
                .MakeGenericMethod(Find(item)!).Invoke(null, [item.ToJsonString(), null]);
            return null;
        }
        catch (TargetInvocationException refused) when (refused.InnerException is JsonException or FormatException)
        {
            return refused.InnerException.Message;
        }
    }
}
