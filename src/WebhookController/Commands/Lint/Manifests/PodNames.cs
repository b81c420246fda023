using System.Globalization;
using WebhookController.Commands.Lint.Yaml;

namespace WebhookController.Commands.Lint.Manifests;

// The Pods that an object makes, as far as it matters for the names of what they bring along: whether there is one, or more.
internal static class PodNames
{
    // Enough to find a name that is taken.
    private const int MostOrdinals = 100;

    private const string Unnamed = "-*";
    private const string OfAnotherPod = " (of another Pod)";

    // The spec of the Pods; null where the object makes none.
    public static YamlMap? SpecOf(Manifest owner) => owner.Kind switch
    {
        "Pod" => owner.Spec,
        "PodTemplate" => owner.Root.Map("template")?.Map("spec"),
        "CronJob" => owner.Spec?.Map("jobTemplate")?.Map("spec")?.Map("template")?.Map("spec"),
        _ => owner.Spec?.Map("template")?.Map("spec"),
    };

    // The names of PVCs of an ephemeral volume: the Pod's, and the volume's.
    public static IReadOnlyList<string> ClaimsOf(Manifest owner, string volume) => owner.Kind switch
    {
        "Pod" when owner.Name.Length > 0 => [$"{owner.Name}-{volume}"],
        "Pod" => [$"{owner.ShownName}-{volume}"],
        "StatefulSet" => [.. OrdinalsOf(owner).Select(ordinal => $"{owner.Name}-{ordinal}-{volume}")],
        _ when IsOne(owner) => [$"{owner.ShownName}{Unnamed}-{volume}"],
        _ => [$"{owner.ShownName}{Unnamed}-{volume}", $"{owner.ShownName}{Unnamed}-{volume}{OfAnotherPod}"],
    };

    // Of a StatefulSet; the first one also where there is to be none yet.
    public static IEnumerable<string> OrdinalsOf(Manifest statefulSet)
    {
        var first = statefulSet.Spec?.Map("ordinals")?.Number("start") ?? 0;
        var count = int.Clamp(statefulSet.Spec?.Number("replicas") ?? 1, 1, MostOrdinals);
        return Enumerable.Range(0, count).Select(i => ((long)first + i).ToString(CultureInfo.InvariantCulture));
    }

    private static bool IsOne(Manifest owner)
    {
        var spec = owner.Kind == "CronJob" ? owner.Spec?.Map("jobTemplate")?.Map("spec") : owner.Spec;
        return owner.Kind switch
        {
            "DaemonSet" => false,
            "Job" or "CronJob" => (spec?.Number("parallelism") ?? 1) <= 1 && (spec?.Number("completions") ?? 1) <= 1,
            _ => (spec?.Number("replicas") ?? 1) <= 1,
        };
    }
}
