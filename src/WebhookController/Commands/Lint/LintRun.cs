using WebhookController.Commands.Lint.Input;
using WebhookController.Commands.Lint.Manifests;
using WebhookController.Commands.Lint.Output;
using WebhookController.Commands.Lint.Rules;
using WebhookController.Commands.Lint.Yaml;
using WebhookController.Core.Labels;

namespace WebhookController.Commands.Lint;

// Files → objects → the state that they make → findings → output. Findings are printed to one writer, all else is said on the other.
internal sealed class LintRun(LintOptions options, Func<Stream> standardInput, TextWriter output, TextWriter errors, TimeProvider clock)
{
    public const int NothingFound = 0;
    public const int Found = 1;

    private const string DefaultNamespace = "default";

    private readonly LabelKeys _keys = new(options.Prefix);

    // Throws InputException where something can't be read.
    public async Task<int> RunAsync(CancellationToken cancellationToken)
    {
        var files = new InputFiles(standardInput, Note).Find(options.Paths);
        var cluster = options.AsksCluster ? await LintCluster.ReadAsync(options, _keys, Note, clock, cancellationToken) : null;
        var objects = Collect(files, options.Namespace ?? cluster?.Namespace ?? DefaultNamespace);
        var findings = Check(objects, cluster);
        var report = new LintReport([.. InOrder(findings, files)], files.Count, objects.Claims.Count, objects.Layers.Count + objects.Defaults.Count);
        options.Output.Write(report, output);
        Note(report.Summary);
        return report.Errors > 0 ? Found : NothingFound;
    }

    private ManifestObjects Collect(IReadOnlyList<InputFile> files, string @namespace)
    {
        var collector = new ObjectCollector(_keys, @namespace, Note);
        foreach (var file in files) Collect(file, collector);
        return collector.Objects;
    }

    private void Collect(InputFile file, ObjectCollector collector)
    {
        var input = InputText.Read(file);
        if (input.Text is not { } text)
        {
            Skip(file, input.Refusal!);
            return;
        }
        var budget = new YamlBudget();
        var reader = new ManifestReader(file.Name, budget);
        var manifests = reader.Read(text);
        if (reader.Problem is { } problem) Skip(file, problem);
        try
        {
            foreach (var manifest in manifests) collector.Add(manifest, budget);
        }
        catch (YamlException exceeded)
        {
            Skip(file, $"the rest is not read: {exceeded.Message}");
        }
    }

    // What is piped in is meant to be manifests; in a folder there may be anything.
    private void Skip(InputFile file, string why)
    {
        if (file.IsStandardInput) throw new InputException($"{file.Name} can't be read: {why}");
        Note($"{file.Name}: skipped: {why}");
    }

    private IEnumerable<Finding> Check(ManifestObjects objects, LintCluster? cluster)
    {
        var now = clock.GetUtcNow();
        if (cluster is not null) return new Linter(LintState.Over(cluster.State, objects, now), options.RequireEnabled, now).Check(objects);

        var state = LintState.Of(objects, _keys, options.LonghornNamespace, now);
        var findings = new Linter(state, options.RequireEnabled, now).Check(objects);
        // Longhorn's own ceiling is not known to be this cluster's.
        var withDefaults = new Linter(state.WithDefaultSettings(now), options.RequireEnabled, now).Check(objects);
        var certain = findings.Select(finding => finding.Mistake).ToHashSet();
        return findings.Concat(withDefaults
            .Where(finding => finding.Severity == Severity.Error && !certain.Contains(finding.Mistake))
            .Select(finding => finding.AsWarning($"unless Longhorn's {LonghornLabels.MaxRetainSetting} is higher")));
    }

    private static IEnumerable<Finding> InOrder(IEnumerable<Finding> findings, IReadOnlyList<InputFile> files)
    {
        var places = files.Select((file, i) => (file.Name, i)).ToDictionary(StringComparer.Ordinal);
        return findings.Distinct()
            .OrderBy(finding => places[finding.File]).ThenBy(finding => finding.At.Line).ThenBy(finding => finding.At.Column).ThenBy(finding => finding.Severity);
    }

    private void Note(string text) => errors.WriteLine($"lint: {text}");
}
