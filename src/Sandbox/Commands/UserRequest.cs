using System.Text.Json.Nodes;
using Sandbox.Api;

namespace Sandbox.Commands;

// The response in kubectl's words.
internal sealed record Reply(bool Accepted, string Text);

// A user's request, both as arguments of kubectl and as the PATCH (or, without a body, the DELETE) that kubectl sends for
// them.
internal sealed record UserRequest(IReadOnlyList<string> Arguments, string Path, string ContentType, JsonObject? Body)
{
    // The standard input of kubectl for -f -.
    public string? Manifest { get; private init; }

    public static UserRequest Label(string claim, params string[] labels) => new(
        ["label", "pvc", claim, "-n", Claims.Namespace, "--overwrite", .. labels.Select(label => Claims.Prefix + label)],
        Claims.PathOf(claim), Patch.Merge, WithLabels(labels));

    public static UserRequest LabelNamespace(params string[] labels) => new(
        ["label", "namespace", Claims.Namespace, "--overwrite", .. labels.Select(label => Claims.Prefix + label)],
        $"api/v1/namespaces/{Claims.Namespace}", Patch.Merge, WithLabels(labels));

    public static UserRequest Delete(string claim) => new(["delete", "pvc", claim, "-n", Claims.Namespace], Claims.PathOf(claim), "", null);

    public static UserRequest LabelJob(string claim, params string[] labels) => new(
        ["label", "recurringjobs.longhorn.io", Claims.JobOf(claim), "-n", Claims.LonghornNamespace, "--overwrite", .. labels.Select(label => Claims.Prefix + label)],
        Claims.JobPathOf(claim), Patch.Merge, WithLabels(labels));

    public static UserRequest DeleteJob(string claim) => new(
        ["delete", "recurringjobs.longhorn.io", Claims.JobOf(claim), "-n", Claims.LonghornNamespace], Claims.JobPathOf(claim), "", null);

    // Bypasses kubectl's own checks.
    public static UserRequest PatchLabels(string claim, params string[] labels) => new(
        ["patch", "pvc", claim, "-n", Claims.Namespace, "--type", "merge", "-p", WithLabels(labels).ToJsonString()],
        Claims.PathOf(claim), Patch.Merge, WithLabels(labels));

    public static UserRequest PatchDefaults(JsonObject body) => new(
        ["patch", "configmap", Claims.Defaults, "-n", Claims.ControllerNamespace, "--type", "merge", "-p", body.ToJsonString()],
        Claims.DefaultsPath, Patch.Merge, body);

    public static UserRequest Apply(string claim, params string[] labels) => new(
        ["apply", "-f", "-"], $"{Claims.PathOf(claim)}?fieldManager=demo&force=true", Patch.ServerSideApply, Claims.New(claim, labels))
    {
        Manifest = Yaml.Of(Claims.New(claim, labels)),
    };

    // Can be pasted into a shell.
    public override string ToString()
    {
        var command = "kubectl " + string.Join(' ', Arguments.Select(Quoted));
        return Manifest is null ? command : $"{command} <<EOF\n{Manifest}EOF";
    }

    private static JsonObject WithLabels(string[] labels) =>
        new() { ["metadata"] = new JsonObject { ["labels"] = Claims.Labels(labels) } };

    private static string Quoted(string argument) => argument.AsSpan().IndexOfAny(" \"{}") < 0 ? argument : $"'{argument}'";
}
