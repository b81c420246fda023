using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.AspNetCore.Server.Kestrel.Https;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace WebhookController.Hosting.Certificates;

internal static class CertificateRegistration
{
    /// Needs ControllerOptions and TimeProvider.
    public static IServiceCollection AddServingCertificate(this IServiceCollection services)
    {
        services.TryAddSingleton<ICertificateObserver, NoCertificateObserver>();
        return services.AddSingleton<ServingCertificate>().AddHostedService<CertificateReloader>();
    }

    /// HTTP/1.1, since API servers call webhooks by no other.
    public static ListenOptions UseServingCertificate(this ListenOptions listen)
    {
        var certificate = listen.ApplicationServices.GetRequiredService<ServingCertificate>();
        listen.Protocols = HttpProtocols.Http1;
        return listen.UseHttps(new TlsHandshakeCallbackOptions { OnConnection = _ => new(certificate.ForHandshake()) });
    }
}
