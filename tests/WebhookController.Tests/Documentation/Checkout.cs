namespace WebhookController.Tests.Documentation;

/// The folder of the source code, which the tests run in.
internal static class Checkout
{
    private static readonly Lazy<string> Folder = new(Find);

    /// A file or a folder, by its path from the top.
    public static string File(string path) => Path.Combine(Folder.Value, path);

    private static string Find()
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
            if (System.IO.File.Exists(Path.Combine(folder.FullName, "WebhookController.sln"))) return folder.FullName;
        throw new DirectoryNotFoundException("the source code is looked for where WebhookController.sln is");
    }
}
