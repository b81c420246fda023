using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.Server.Kestrel.Core;

namespace WebhookController.Hosting;

internal static class ConnectionQuotaExtensions
{
    // Before TLS: a handshake that stalls takes a place, too.
    public static ListenOptions WithQuota(this ListenOptions listen, ConnectionQuota quota)
    {
        listen.Use(next => connection => ServeAsync(next, connection, quota));
        return listen;
    }

    public static IApplicationBuilder UseConnectionQuota(this IApplicationBuilder app) => app.Use(async (http, next) =>
    {
        var slot = http.Features.Get<ConnectionSlot>();
        slot?.Begin();
        try
        {
            await next(http);
        }
        finally
        {
            slot?.End();
        }
    });

    private static async Task ServeAsync(ConnectionDelegate next, ConnectionContext connection, ConnectionQuota quota)
    {
        var slot = quota.Enter(connection);
        if (slot is null)
        {
            connection.Abort(new ConnectionAbortedException("there are too many connections"));
            return;
        }

        connection.Features.Set(slot);
        try
        {
            await next(connection);
        }
        finally
        {
            slot.Leave();
        }
    }
}
