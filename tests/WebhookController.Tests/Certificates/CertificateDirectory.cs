using System.Diagnostics;

namespace WebhookController.Tests.Certificates;

// A directory as kubelet mounts a Secret: the files are links into ..data, which is a link to the current directory.
internal sealed class CertificateDirectory : IDisposable
{
    private int _version;

    public string Path { get; } = Directory.CreateTempSubdirectory("certificate-").FullName;

    // Writes a new directory and swaps ..data to it, as kubelet does.
    public void Swap((string Certificate, string Key) files)
    {
        var name = $"..{++_version}";
        Write(Directory.CreateDirectory(In(name)).FullName, files.Certificate, files.Key);
        File.CreateSymbolicLink(In("..data_tmp"), name);
        Rename("..data_tmp", "..data");
        if (_version == 1)
            foreach (var file in new[] { "tls.crt", "tls.key" }) File.CreateSymbolicLink(In(file), System.IO.Path.Combine("..data", file));
    }

    // Writes plain files without links.
    public void Write((string Certificate, string Key) files) => Write(Path, files.Certificate, files.Key);

    public void WriteKey(string key) => File.WriteAllText(In("tls.key"), key);

    public void Dispose() => Directory.Delete(Path, recursive: true);

    private static void Write(string directory, string certificate, string key)
    {
        File.WriteAllText(System.IO.Path.Combine(directory, "tls.crt"), certificate);
        File.WriteAllText(System.IO.Path.Combine(directory, "tls.key"), key);
    }

    // Replaces the link atomically. .NET can't rename a link to a directory.
    private void Rename(string from, string to)
    {
        using var move = Process.Start("mv", ["-T", In(from), In(to)]);
        move.WaitForExit();
        Assert.Equal(0, move.ExitCode);
    }

    private string In(string name) => System.IO.Path.Combine(Path, name);
}
