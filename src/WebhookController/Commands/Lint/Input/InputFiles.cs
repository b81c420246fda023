namespace WebhookController.Commands.Lint.Input;

// The files that the command line names, in its order; those of a folder in the order of their names.
internal sealed class InputFiles(Func<Stream> standardInput, Action<string> note)
{
    private const int MostFiles = 100_000;
    private const int MostLevels = 64;

    private static readonly string[] Extensions = [".yaml", ".yml", ".json"];

    private readonly HashSet<string> _seen = new(StringComparer.Ordinal);
    private readonly List<InputFile> _files = [];

    public IReadOnlyList<InputFile> Find(IEnumerable<string> paths)
    {
        foreach (var path in paths)
        {
            if (path == InputFile.StandardInput) AddStandardInput();
            else if (Directory.Exists(path)) Walk(RealPath(path), path, MostLevels);
            else if (File.Exists(path)) Add(Path.GetFullPath(path), path);
            else throw new InputException($"{path} doesn't exist");
        }
        return _files;
    }

    private void AddStandardInput()
    {
        if (_seen.Add(InputFile.StandardInput)) _files.Add(new(InputFile.NameOfStandardInput, standardInput));
    }

    private void Add(string path, string name)
    {
        if (_files.Count == MostFiles) throw new InputException($"there are more than {MostFiles} files");
        if (_seen.Add(path)) _files.Add(InputFile.At(path, Shown(name)));
    }

    private void Walk(string folder, string name, int levels)
    {
        // A link may lead to where we are already.
        if (!_seen.Add(folder)) return;
        if (levels == 0)
        {
            note($"{name}: skipped: more than {MostLevels} folders deep");
            return;
        }
        foreach (var entry in Entries(folder, name))
        {
            var (real, shown) = (Target(entry), Path.Combine(name, entry.Name));
            if (real is null) note($"{Shown(shown)}: skipped: a link that leads nowhere");
            else if (real is DirectoryInfo) Walk(real.FullName, shown, levels - 1);
            else if (Extensions.Contains(real.Extension, StringComparer.OrdinalIgnoreCase) || Extensions.Contains(entry.Extension, StringComparer.OrdinalIgnoreCase))
                Add(entry.FullName, shown);
        }
    }

    private static List<FileSystemInfo> Entries(string folder, string name)
    {
        try
        {
            return [.. new DirectoryInfo(folder).EnumerateFileSystemInfos().Where(entry => entry.Name != ".git").OrderBy(entry => entry.Name, StringComparer.Ordinal)];
        }
        catch (Exception unreadable) when (unreadable is IOException or UnauthorizedAccessException)
        {
            throw new InputException($"{name} can't be read: {unreadable.Message}");
        }
    }

    // Null where a link leads nowhere, or round in a circle.
    private static FileSystemInfo? Target(FileSystemInfo entry)
    {
        if (entry.LinkTarget is null) return entry;
        try
        {
            return entry.ResolveLinkTarget(returnFinalTarget: true) is not { } target ? null
                : Directory.Exists(target.FullName) ? new DirectoryInfo(target.FullName)
                : File.Exists(target.FullName) ? new FileInfo(target.FullName)
                : null;
        }
        catch (IOException)
        {
            return null;
        }
    }

    private static string RealPath(string folder) => Target(new DirectoryInfo(folder))?.FullName ?? Path.GetFullPath(folder);

    // As tools that annotate a file in a repository want it.
    private static string Shown(string name) =>
        (name.StartsWith("./", StringComparison.Ordinal) ? name[2..] : name).Replace(Path.DirectorySeparatorChar, '/');
}
