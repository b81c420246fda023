using WebhookController.Commands.Lint.Yaml;

namespace WebhookController.Commands.Lint.Manifests;

// The Kubernetes objects of a file, those in lists included. A file may have several documents, and documents of something else.
internal sealed class ManifestReader(string file, YamlBudget budget)
{
    private const int MostListsInLists = 8;

    private readonly List<Manifest> _found = [];

    // What keeps the rest of the file from being read; null where nothing does.
    public string? Problem { get; private set; }

    public IReadOnlyList<Manifest> Read(string text)
    {
        try
        {
            new YamlReader(text, budget).Read(document => Add(document, null, MostListsInLists));
        }
        catch (YamlException) when (text.Contains("{{", StringComparison.Ordinal))
        {
            // What is left of a template once its braces are read as YAML says nothing.
            _found.Clear();
            Problem = "it is a template: render it first, for example with helm template";
        }
        catch (YamlException broken)
        {
            Problem = (_found.Count == 0 ? "" : "the rest is ") + (broken.At is { } at ? $"not YAML from line {at.Line}, column {at.Column}: " : "not read: ") + broken.Message;
        }
        return _found;
    }

    // Items of a list of one kind needn't say which.
    private void Add(YamlNode node, string? kindOfItems, int lists)
    {
        if (node is not YamlMap root || (root.Text("kind") ?? kindOfItems) is not { } kind) return;
        budget.Spend(1);
        var group = root.Text("apiVersion")?.Split('/') is [var name, _] ? name : "";
        if (kind.EndsWith("List", StringComparison.Ordinal) && root.Find("items") is not null && lists > 0)
            foreach (var item in root.List("items")) Add(item, kind.Length > "List".Length ? kind[..^"List".Length] : null, lists - 1);
        else if (group.Length > 0 || root.Text("apiVersion") is "v1" or null) _found.Add(new Manifest(file, root, group, kind));
    }
}
