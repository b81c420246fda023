using WebhookController.Core.Labels;

namespace WebhookController.Commands.Lint.Rules;

// What findings are called in JSON and SARIF: conditions as in metrics, and what only manifests can have.
internal static class RuleNames
{
    public const string NotText = "value_not_text";

    public const string AdmissionWarning = "admission_warning";

    public const string SharedStart = "shared_start";

    // With what they are about, for code scanning.
    public static IReadOnlyList<(string Name, string Description)> All { get; } =
    [
        .. Enum.GetValues<Condition>().Select(condition => (condition.MetricName(), DescriptionOf(condition))),
        (NotText, "The value of a label is not text: it needs quotation marks."),
        (AdmissionWarning, "Admission accepts this with a warning."),
        (SharedStart, "Many jobs start in the same minute."),
    ];

    private static string DescriptionOf(Condition condition) => condition switch
    {
        Condition.MissingEnabledLabel => "Nothing says whether the PVC is backed up.",
        Condition.NameConflict => "Another PVC has, or wants, the job of that name.",
        Condition.ArchiveNotReady => "The PVC is deleted before its archive is ready.",
        Condition.UnknownLabel => "There is no such backup label.",
        _ => $"The label {LabelTable.All.First(row => row.Condition == condition).Name} has a value that isn't allowed.",
    };
}
