using Microsoft.AspNetCore.Server.Kestrel.Core;

namespace WebhookController.Hosting;

// Separates the paths of the two ports. The listener marks its connections, so a Host header can't claim the other port, and port 0 works.
internal static class PortSplit
{
    public static ListenOptions ForWebhook(this ListenOptions listen) => listen.MarkedAs(PortMark.Webhook);

    // HTTP/1.1 here, too: nobody who asks needs more, and HTTP/2 would be one more thing to attack.
    public static ListenOptions ForMetrics(this ListenOptions listen)
    {
        listen.Protocols = HttpProtocols.Http1;
        return listen.MarkedAs(PortMark.Metrics);
    }

    public static IApplicationBuilder UseWebhookPort(this IApplicationBuilder app, Action<IEndpointRouteBuilder> map) =>
        app.UsePort(PortMark.Webhook, map);

    public static IApplicationBuilder UseMetricsPort(this IApplicationBuilder app, Action<IEndpointRouteBuilder> map) =>
        app.UsePort(PortMark.Metrics, map);

    private static ListenOptions MarkedAs(this ListenOptions listen, PortMark mark)
    {
        listen.Use(next => connection =>
        {
            connection.Features.Set(mark);
            return next(connection);
        });
        return listen;
    }

    private static IApplicationBuilder UsePort(this IApplicationBuilder app, PortMark mark, Action<IEndpointRouteBuilder> map) =>
        app.MapWhen(http => ReferenceEquals(http.Features.Get<PortMark>(), mark), branch => branch.UseRouting().UseEndpoints(map));

    private sealed class PortMark
    {
        public static readonly PortMark Webhook = new();
        public static readonly PortMark Metrics = new();
    }
}
