using System.Buffers;
using System.IO.Pipelines;
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
using WebhookController.Admission;

namespace Benchmarks.Servers;

/// Kestrel with the controller's certificate, which answers all requests with the same bytes: the least that TLS and HTTP cost. What it does with the
/// body before, the path says.
internal static class BareEndpoint
{
    public const string Verb = "bare-endpoint";

    /// The body goes nowhere.
    public const string Swallow = "swallow";

    /// The body is read as JSON to its end, and nothing is kept.
    public const string Scan = "scan";

    /// The body becomes an AdmissionReview: the controller's own reading of it.
    public const string Deserialize = "deserialize";

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
        await (http.Request.Path.Value![1..] switch
        {
            Swallow => http.Request.Body.CopyToAsync(Stream.Null),
            Scan => ScanAsync(http.Request.BodyReader),
            Deserialize => ReviewReader.ReadAsync(http.Request, http.RequestAborted).AsTask(),
            var other => throw new ArgumentException($"there is nothing at {other}", nameof(http)),
        });
        http.Response.ContentType = "application/json";
        http.Response.ContentLength = answer.Length;
        await http.Response.Body.WriteAsync(answer);
    }

    private static async Task ScanAsync(PipeReader body)
    {
        var read = await body.ReadAsync();
        while (!read.IsCompleted)
        {
            body.AdvanceTo(read.Buffer.Start, read.Buffer.End);
            read = await body.ReadAsync();
        }

        Scan(read.Buffer);
        body.AdvanceTo(read.Buffer.End);

        static void Scan(ReadOnlySequence<byte> json)
        {
            var reader = new Utf8JsonReader(json);
            while (reader.Read())
            {
            }
        }
    }
}
