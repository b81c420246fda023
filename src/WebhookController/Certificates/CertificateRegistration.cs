using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.AspNetCore.Server.Kestrel.Https;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace WebhookController.Certificates;

// expectedNames: what API servers call us by; empty if it doesn't matter.
internal sealed record CertificateOptions(string Directory, IReadOnlyList<string> ExpectedNames);

internal interface ICertificateObserver
{
    void Loaded(DateTimeOffset notAfter);

    void Failed();
}

internal static class CertificateRegistration
{
    // Needs a TimeProvider.
    public static IServiceCollection AddServingCertificate(this IServiceCollection services, CertificateOptions options)
    {
        services.TryAddSingleton<ICertificateObserver, NoCertificateObserver>();
        return services
            .AddSingleton(options)
            .AddSingleton<ServingCertificate>()
            .AddHostedService<CertificateReloader>();
    }

    // HTTP/1.1, since API servers call webhooks with nothing else.
    public static ListenOptions UseServingCertificate(this ListenOptions listen)
    {
        var certificate = listen.ApplicationServices.GetRequiredService<ServingCertificate>();
        listen.Protocols = HttpProtocols.Http1;
        return listen.UseHttps(new TlsHandshakeCallbackOptions { OnConnection = _ => new(certificate.ForHandshake()) });
    }

    private sealed class NoCertificateObserver : ICertificateObserver
    {
        public void Loaded(DateTimeOffset notAfter)
        {
        }

        public void Failed()
        {
        }
    }
}
