namespace WebhookController.Tests.Commands.Lint.Support;

/// A folder of manifests for one test.
internal sealed class TemporaryFolder : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("lint-");

    public string Path => _folder.FullName;

    public string At(string name) => System.IO.Path.Combine(Path, name);

    public TemporaryFolder With(string name, string text = "") => With(name, System.Text.Encoding.UTF8.GetBytes(text));

    public TemporaryFolder With(string name, byte[] content)
    {
        Directory.CreateDirectory(System.IO.Path.GetDirectoryName(At(name))!);
        File.WriteAllBytes(At(name), content);
        return this;
    }

    public void Dispose() => _folder.Delete(recursive: true);
}
