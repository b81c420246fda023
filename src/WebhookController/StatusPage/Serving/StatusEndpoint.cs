using System.Globalization;
using System.Threading.RateLimiting;
using WebhookController.Core.Objects;
using WebhookController.Core.Report;
using WebhookController.LeaderElection;
using WebhookController.Reconciliation;
using WebhookController.StatusPage.Html;
using WebhookController.StatusPage.Json;
using WebhookController.StatusPage.Sections;

namespace WebhookController.StatusPage.Serving;

// Request → gate → report → answer. Nothing that is asked here changes anything.
internal sealed partial class StatusEndpoint(
    StatusReports reports, StatusGate gate, Assets assets, ReplicaIdentity identity, Leadership leadership, ReconcilerOptions options, PageNamespace own, TimeProvider clock,
    ILogger<StatusEndpoint> logger)
{
    private static readonly TimeSpan LongestWait = TimeSpan.FromSeconds(10);
    // Who reads more slowly gives way to others.
    private static readonly TimeSpan LongestAnswer = TimeSpan.FromSeconds(30);

    public Task ServeOverviewAsync(HttpContext http) => ServeAsync(http, StatusGate.PageCost, snapshot =>
        WriteHtml(http, writer => OverviewPage.Write(writer, Page(snapshot), PageQuery.Read(http.Request.QueryString.Value))));

    public Task ServeClaimAsync(HttpContext http, ObjectKey claim) => ServeAsync(http, StatusGate.PageCost, snapshot =>
    {
        var page = Page(snapshot) with { Root = "../../" };
        if (ClaimStory.Of(claim, snapshot.Report, snapshot.State) is { } story) return WriteHtml(http, writer => ClaimPage.Write(writer, page, story));
        http.Response.StatusCode = StatusCodes.Status404NotFound;
        return WriteHtml(http, writer => MessagePage.WriteNotFound(writer, page, claim.ToString()));
    });

    public Task ServeJsonAsync(HttpContext http) => ServeAsync(http, StatusGate.JsonCost, snapshot =>
    {
        var query = PageQuery.Read(http.Request.QueryString.Value);
        return query.Problem is { } problem
            ? RefuseAsync(http, StatusCodes.Status400BadRequest, problem)
            : WriteJsonAsync(http, StatusDocument.Of(snapshot.Report, Replica(), ClaimSelection.Of(snapshot.Report, query).Claims));
    });

    public Task ServeAssetAsync(HttpContext http, string version, string name) => assets.ServeAsync(http, version, name);

    private async Task ServeAsync(HttpContext http, int cost, Func<StatusSnapshot, Task> answer)
    {
        PageHeaders.Set(http.Response.Headers);
        if (http.Request.QueryString.Value?.Length > PageQuery.LongestQuery)
        {
            await RefuseAsync(http, StatusCodes.Status414UriTooLong, "the query is too long");
            return;
        }
        RateLimitLease? lease = null;
        try
        {
            lease = await gate.EnterAsync(cost, http.RequestAborted);
            if (lease is null)
            {
                http.Response.Headers.RetryAfter = "1";
                await RefuseAsync(http, StatusCodes.Status429TooManyRequests, "too many requests at once, try again");
                return;
            }
            var snapshot = await reports.LatestAsync().WaitAsync(LongestWait, clock, http.RequestAborted);
            await answer(snapshot);
        }
        catch (OperationCanceledException)
        {
            http.Abort();
        }
        catch (TimeoutException)
        {
            http.Response.Headers.RetryAfter = "5";
            await RefuseAsync(http, StatusCodes.Status503ServiceUnavailable, "the report takes too long, try again");
        }
        catch (Exception bug) when (!http.Response.HasStarted)
        {
            Failed(bug);
            http.Response.Clear();
            PageHeaders.Set(http.Response.Headers);
            await RefuseAsync(http, StatusCodes.Status500InternalServerError, "the page could not be made, the log says why");
        }
        finally
        {
            lease?.Dispose();
        }
    }

    private ReplicaFacts Replica() => ReplicaFacts.Of(identity, leadership, options);

    private PageContext Page(StatusSnapshot snapshot) => new(snapshot, Replica(), own.Name, assets.Version);

    // A page is small and written at once: a slow reader holds its bytes, and nothing else.
    private static Task WriteHtml(HttpContext http, Action<HtmlWriter> write)
    {
        http.Response.ContentType = "text/html; charset=utf-8";
        write(new HtmlWriter(http.Response.BodyWriter));
        return Task.CompletedTask;
    }

    private async Task WriteJsonAsync(HttpContext http, StatusDocument document)
    {
        http.Response.ContentType = "application/json";
        using var deadline = new CancellationTokenSource(LongestAnswer, clock);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(deadline.Token, http.RequestAborted);
        await System.Text.Json.JsonSerializer.SerializeAsync(http.Response.BodyWriter, document, StatusJson.Default.StatusDocument, either.Token);
    }

    private static Task RefuseAsync(HttpContext http, int code, string reason)
    {
        http.Response.StatusCode = code;
        http.Response.ContentType = "text/plain; charset=utf-8";
        return http.Response.WriteAsync(string.Create(CultureInfo.InvariantCulture, $"{reason}\n"), http.RequestAborted);
    }

    [LoggerMessage(1, LogLevel.Error, "The status page could not be made; this is a bug")]
    private partial void Failed(Exception bug);
}

// Where the ConfigMap of defaults is.
internal sealed record PageNamespace(string Name);
