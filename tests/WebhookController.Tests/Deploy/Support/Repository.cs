using WebhookController.Tests.Documentation;

namespace WebhookController.Tests.Deploy.Support;

/// The repository that these tests were built from.
internal static class Repository
{
    public static string Root { get; } = Checkout.File("");

    public static string At(params string[] path) => Path.Combine([Root, .. path]);

    public static string Read(params string[] path) => File.ReadAllText(At(path));

    /// A file beside the repository that isn't ours to keep; null where it isn't at hand.
    public static string? Borrowed(params string[] path) =>
        Above(Path.Combine(path)) is { } folder ? File.ReadAllText(Path.Combine([folder, .. path])) : null;

    private static string? Above(string file)
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
            if (File.Exists(Path.Combine(folder.FullName, file))) return folder.FullName;
        return null;
    }
}
