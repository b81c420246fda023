using System.Net;
using System.Security.Cryptography.X509Certificates;
using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Sandbox;

namespace Benchmarks.Servers;

/// Kestrel with the controller's certificate, which reads each request to its end and answers all with the same bytes: the least that TLS and HTTP cost.
internal static class BareEndpoint
{
    public const string Verb = "bare-endpoint";

    public static async Task<int> RunAsync(string certificateFolder, string answerFile)
    {
        var answer = await File.ReadAllBytesAsync(answerFile);
        using var fromFiles = X509Certificate2.CreateFromPemFile(Path.Combine(certificateFolder, "tls.crt"), Path.Combine(certificateFolder, "tls.key"));
        var builder = PlainHost.CreateBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseKestrelHttpsConfiguration().ConfigureKestrel(kestrel => kestrel.Listen(IPAddress.Loopback, 0, listen => listen.UseHttps(fromFiles)));
        await using var app = builder.Build();
        app.Run(http => AnswerAsync(http, answer));
        await app.StartAsync();
        await Console.Out.WriteLineAsync(JsonSerializer.Serialize(app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.First()));
        // Ends with its caller.
        await Console.In.ReadLineAsync();
        return 0;
    }

    private static async Task AnswerAsync(HttpContext http, byte[] answer)
    {
        await http.Request.Body.CopyToAsync(Stream.Null);
        http.Response.ContentType = "application/json";
        http.Response.ContentLength = answer.Length;
        await http.Response.Body.WriteAsync(answer);
    }
}
