using System.Text.RegularExpressions;
using WebhookController.Tests.Documentation;

namespace WebhookController.Tests.Architecture;

// Folders are layers: to understand one you need only those that it uses.
public sealed partial class FolderCycleTests
{
    [Theory]
    [InlineData("src/WebhookController.Core", "WebhookController.Core")]
    [InlineData("src/WebhookController", "WebhookController")]
    [InlineData("src/WebhookController/Kubernetes", "WebhookController.Kubernetes")]
    public void Folders_do_not_depend_on_each_other_in_a_cycle(string path, string ns)
    {
        var edges = Edges(Checkout.File(path), ns).ToList();
        Assert.NotEmpty(edges);

        var cyclic = FolderGraph.Cyclic(edges);

        Assert.True(cyclic.Count == 0, $"folders of {path} depend on each other:\n{string.Join('\n', cyclic)}");
    }

    [Fact]
    public void A_cycle_of_three_is_found_and_what_only_leads_to_it_is_not()
    {
        List<FolderEdge> edges = [new("A", "B", "a.cs"), new("B", "C", "b.cs"), new("C", "A", "c.cs"), new("D", "A", "d.cs"), new("C", "E", "c.cs")];

        Assert.Equal(["A -> B (a.cs)", "B -> C (b.cs)", "C -> A (c.cs)"], FolderGraph.Cyclic(edges));
    }

    private static IEnumerable<FolderEdge> Edges(string root, string ns)
    {
        var folders = Directory.GetDirectories(root).Select(folder => Path.GetFileName(folder)!).Except(["bin", "obj"]).ToList();
        return
            from folder in folders
            from file in Directory.EnumerateFiles(Path.Combine(root, folder), "*.cs", SearchOption.AllDirectories)
            from used in UsedFolders(file, ns).Intersect(folders).Distinct()
            where used != folder
            select new FolderEdge(folder, used, Path.GetRelativePath(root, file));
    }

    private static IEnumerable<string> UsedFolders(string file, string ns) =>
        from line in File.ReadLines(file)
        let directive = Using().Match(line)
        where directive.Success && directive.Groups[1].Value.StartsWith($"{ns}.", StringComparison.Ordinal)
        select directive.Groups[1].Value[(ns.Length + 1)..].Split('.')[0];

    [GeneratedRegex(@"^\s*(?:global\s+)?using\s+(?:static\s+)?(?:\w+\s*=\s*)?([\w.]+)")]
    private static partial Regex Using();
}
