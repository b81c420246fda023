using WebhookController.Core.Labels;
using WebhookController.Core.Layers;

namespace WebhookController.Hosting;

internal sealed record ExemptionOptions
{
    // What is temporary by construction: the copies that VolSync makes for one synchronization (volsync, internal/controller/utils/labels.go) and fills new
    // PVCs from (volumepopulator_controller.go), and those that CDI clones through (containerized-data-importer, pkg/controller/populators/clone-populator.go).
    // CDI's prime and scratch PVCs aren't among them: they have no label that the PVC of a DataVolume, which is to be backed up, can't have as well.
    private const string DefaultSelectors = "volsync.backube/cleanup;volsync.backube/populator-pvc-for;cdi.kubevirt.io/OwnedByUID";

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
