using Sandbox;
using WebhookController.Tests.Integration.Support;

namespace WebhookController.Tests.Hosting.Support;

// A controller whose API server can't be reached: its ports must open anyway.
public abstract class LonelyControllerTest : IAsyncLifetime
{
    private readonly string _folder = Directory.CreateTempSubdirectory("lonely-").FullName;

    protected static CancellationToken Cancel => TestContext.Current.CancellationToken;

    private protected Controller Controller { get; private set; } = null!;

    public async ValueTask InitializeAsync()
    {
        using var authority = DevelopmentCertificates.CreateAuthority();
        using var certificate = DevelopmentCertificates.Issue(authority, ["127.0.0.1"]);
        DevelopmentCertificates.Write(certificate, _folder);
        await File.WriteAllTextAsync(Path.Combine(_folder, "kubeconfig"), Kubeconfig.For(new Uri("https://127.0.0.1:1"), authority, "t"), Cancel);
        Controller = await Controller.StartAsync(_folder, TimeProvider.System, options => options);
    }

    public virtual async ValueTask DisposeAsync()
    {
        GC.SuppressFinalize(this);
        await Controller.KillAsync();
        Directory.Delete(_folder, recursive: true);
    }
}
