namespace WebhookController.Tests.Deploy.Support;

/// What renders the chart: Helm where it is installed, else the program in tests/chart, which is compiled once.
internal static class Renderer
{
    private const string GoCode = "/usr/share/gocode";
    private const string Missing = "neither helm nor go with Debian's golang-github-masterminds-sprig-dev and golang-k8s-sigs-yaml-dev is installed";

    private static readonly Lazy<Tool?> Helm = new(() => Tool.Find("helm"));
    private static readonly Lazy<Tool?> Own = new(Build);

    public static void SkipWithout() => Assert.SkipWhen(Helm.Value is null && Own.Value is null, Missing);

    /// For what `helm template` can't show: notes, and objects that are in the cluster already.
    public static void SkipWithoutOwn() => Assert.SkipWhen(Own.Value is null, Missing);

    /// The manifests, or what is wrong with the values.
    public static (bool Succeeded, string Text) Try(IEnumerable<string> arguments)
    {
        SkipWithout();
        return Run(Helm.Value is { } helm ? helm : Own.Value!, Helm.Value is null ? arguments : arguments.Prepend("template"));
    }

    public static (bool Succeeded, string Text) TryOwn(IEnumerable<string> arguments)
    {
        SkipWithoutOwn();
        return Run(Own.Value!, arguments);
    }

    private static (bool Succeeded, string Text) Run(Tool tool, IEnumerable<string> arguments)
    {
        var (exitCode, output, error) = tool.Run(arguments);
        return exitCode == 0 ? (true, output) : (false, error);
    }

    private static Tool? Build()
    {
        if (Tool.Find("go") is not { } go || !Directory.Exists($"{GoCode}/src/github.com/Masterminds/sprig")) return null;
        var program = Repository.At("tests", "chart", "bin", "render");
        var sources = Directory.GetFiles(Repository.At("tests", "chart"), "*.go");
        if (File.Exists(program) && sources.All(source => File.GetLastWriteTimeUtc(source) <= File.GetLastWriteTimeUtc(program))) return new Tool(program);

        var built = go.Run(["build", "-o", program, "./tests/chart"],
            ("GO111MODULE", "off"), ("GOPATH", GoCode), ("GOFLAGS", ""), ("CGO_ENABLED", "0"));
        Assert.True(built.ExitCode == 0, built.Error);
        return new Tool(program);
    }
}
