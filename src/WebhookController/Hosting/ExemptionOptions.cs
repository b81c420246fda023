using WebhookController.Core.Labels;
using WebhookController.Core.Layers;

namespace WebhookController.Hosting;

internal sealed record ExemptionOptions
{
    // What is temporary by construction. VolSync puts its own label on the copies that it moves data from and into (internal/controller/utils).
    private const string DefaultSelectors = "";

    // PVCs in these namespaces are exempt, separated by commas.
    public string? Namespaces { get; init; }

    // PVCs that one of these label selectors selects are exempt, unless they have a label enabled of their own; separated by semicolons.
    public string Selectors { get; init; } = DefaultSelectors;

    internal Exemptions ToExemptions() => new(NamespaceNames, SelectorTexts.Select(LabelSelector.Read).OfType<LabelSelector>());

    internal IEnumerable<string> Problems()
    {
        foreach (var name in NamespaceNames)
            if (!ValueGrammars.IsDnsLabel(name)) yield return $"Exemptions:Namespaces={name} is not the name of a namespace";
        foreach (var selector in SelectorTexts)
            if (LabelSelector.Read(selector) is null)
                yield return $"Exemptions:Selectors={selector} is not a label selector, use for example app=cache or tier in (cache,scratch), with ; between several";
    }

    private IEnumerable<string> NamespaceNames => Split(Namespaces, ',');

    private IEnumerable<string> SelectorTexts => Split(Selectors, ';');

    private static string[] Split(string? text, char separator) => (text ?? "").Split(separator, StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);
}
