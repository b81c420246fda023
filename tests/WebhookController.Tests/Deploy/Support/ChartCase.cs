using System.Collections.Concurrent;

namespace WebhookController.Tests.Deploy.Support;

/// A way to install the chart: a file of values, whose first line says under which name, where, and on which Kubernetes.
internal sealed class ChartCase
{
    private const string Heading = "# install: ";

    private static readonly ConcurrentDictionary<string, Lazy<Manifests>> Rendered = [];

    private readonly string _file;
    private readonly string[] _install;

    public ChartCase(string name)
    {
        _file = Repository.At("tests", "chart", "cases", $"{name}.yaml");
        _install = File.ReadLines(_file).First()[Heading.Length..].Split(' ');
    }

    public static IEnumerable<string> Names => Directory.GetFiles(Repository.At("tests", "chart", "cases"), "*.yaml").Select(Path.GetFileNameWithoutExtension).Order()!;

    public string Release => _install[0];

    public string Namespace => _install[Array.IndexOf(_install, "--namespace") + 1];

    public Manifests Manifests => Rendered.GetOrAdd(_file, _ => new Lazy<Manifests>(() => new Manifests(Render()))).Value;

    public string Notes => Succeeded(Renderer.TryOwn([.. Arguments, "--notes"]));

    public static Manifests Default => new ChartCase("default").Manifests;

    /// As if these objects were in the cluster already.
    public Manifests Upgrade(string objects)
    {
        var file = Path.Combine(Directory.CreateTempSubdirectory("chart-").FullName, "objects.yaml");
        File.WriteAllText(file, objects);
        return new Manifests(Succeeded(Renderer.TryOwn([.. Arguments, "--objects", file])));
    }

    public (bool Succeeded, string Text) TryWith(string values)
    {
        var file = Path.Combine(Directory.CreateTempSubdirectory("chart-").FullName, "values.yaml");
        File.WriteAllText(file, values);
        return Renderer.Try([.. Arguments, "--values", file]);
    }

    private string Render() => Succeeded(Renderer.Try(Arguments));

    private IEnumerable<string> Arguments => [Release, Repository.At("deploy", "chart"), .. _install[1..], "--values", _file];

    private static string Succeeded((bool Succeeded, string Text) answer)
    {
        Assert.True(answer.Succeeded, answer.Text);
        return answer.Text;
    }
}
