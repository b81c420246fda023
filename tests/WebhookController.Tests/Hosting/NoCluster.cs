namespace WebhookController.Tests.Hosting;

// A kubeconfig of an unreachable cluster, for tests that need no cluster.
internal static class NoCluster
{
    public static async Task<string> KubeconfigAsync(DirectoryInfo folder)
    {
        var file = Path.Combine(folder.FullName, "kubeconfig");
        await File.WriteAllTextAsync(file, """
            apiVersion: v1
            kind: Config
            current-context: c
            clusters: [{name: c, cluster: {server: "http://127.0.0.1:1"}}]
            users: [{name: u, user: {token: t}}]
            contexts: [{name: c, context: {cluster: c, user: u}}]
            """, TestContext.Current.CancellationToken);
        return file;
    }
}
