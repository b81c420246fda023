using System.Net;
using WebhookController.StatusPage;
using WebhookController.Tests.StatusPage.Support;

namespace WebhookController.Tests.StatusPage.Serving;

/// What every answer is like, whatever it says.
public sealed class StatusEndpointTests
{
    public static TheoryData<string, HttpStatusCode> Answers => new()
    {
        { "/", HttpStatusCode.OK },
        { "/?state=nothing", HttpStatusCode.OK },
        { "/pvc/home/notes", HttpStatusCode.OK },
        { "/pvc/home/nobody", HttpStatusCode.NotFound },
        { "/pvc/home/notes/", HttpStatusCode.NotFound },
        { "/api/v1/status", HttpStatusCode.OK },
        { "/api/v1/status?state=nothing", HttpStatusCode.BadRequest },
        { "/assets/x/status.css", HttpStatusCode.OK },
        { "/assets/x/../../appsettings.json", HttpStatusCode.NotFound },
        { "/assets/x/nothing.js", HttpStatusCode.NotFound },
        { $"/?q={new string('x', 1100)}", HttpStatusCode.RequestUriTooLong },
    };

    [Theory]
    [MemberData(nameof(Answers))]
    public async Task Each_answer_forbids_what_no_page_of_ours_needs(string path, HttpStatusCode status)
    {
        await using var host = await PageHost.StartAsync(PageClusters.Small());

        using var response = await host.SendAsync(HttpMethod.Get, path);

        Assert.Equal(status, response.StatusCode);
        if (path.Contains("..", StringComparison.Ordinal)) return;
        Assert.Equal(
            "default-src 'none'; style-src 'self'; script-src 'self'; img-src 'self'; connect-src 'self'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'",
            response.Headers.GetValues("Content-Security-Policy").Single());
        Assert.Equal("nosniff", response.Headers.GetValues("X-Content-Type-Options").Single());
        Assert.Equal("no-referrer", response.Headers.GetValues("Referrer-Policy").Single());
        Assert.False(response.Headers.Contains("Set-Cookie"));
        Assert.False(response.Headers.Contains("Access-Control-Allow-Origin"));
    }

    [Theory]
    [InlineData("POST", "/")]
    [InlineData("PUT", "/pvc/home/notes")]
    [InlineData("DELETE", "/api/v1/status")]
    [InlineData("PATCH", "/assets/x/status.css")]
    [InlineData("OPTIONS", "/")]
    public async Task Nothing_can_be_done_but_look(string method, string path)
    {
        await using var host = await PageHost.StartAsync(PageClusters.Small());

        using var response = await host.SendAsync(new HttpMethod(method), path);

        Assert.Equal(HttpStatusCode.MethodNotAllowed, response.StatusCode);
    }

    [Theory]
    [InlineData("/")]
    [InlineData("/pvc/home/notes")]
    [InlineData("/api/v1/status")]
    [InlineData("/assets/x/status.js")]
    public async Task HEAD_gets_the_headers_alone(string path)
    {
        await using var host = await PageHost.StartAsync(PageClusters.Small());

        using var response = await host.SendAsync(HttpMethod.Head, path);

        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        Assert.NotNull(response.Content.Headers.ContentType);
        Assert.Empty(await response.Content.ReadAsByteArrayAsync(TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task No_page_holds_a_script_or_a_style_of_its_own_or_names_another_server_but_for_runbooks()
    {
        await using var host = await PageHost.StartAsync(PageClusters.Small());
        foreach (var path in (string[])["/", "/pvc/shop/postgres", "/pvc/no/body"])
        {
            using var response = await host.SendAsync(HttpMethod.Get, path);
            var html = await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
            Assert.DoesNotContain(" style=", html, StringComparison.Ordinal);
            Assert.DoesNotContain("<style", html, StringComparison.Ordinal);
            Assert.DoesNotMatch("<script(?! src=\"[./]*assets/[0-9a-f]{16}/status.js\" defer></script>)", html);
            Assert.DoesNotMatch(" on[a-z]+=", html);
            Assert.DoesNotMatch("(?:src|href)=\"(?:https?:)?//(?!github.com/vluwte/longhorn-backup-controller/)", html);
        }
    }

    [Fact]
    public async Task Assets_are_kept_for_good_under_their_own_version_and_not_at_all_under_another()
    {
        await using var host = await PageHost.StartAsync(PageClusters.Small());
        var version = System.Text.RegularExpressions.Regex.Match(await host.GetAsync("/"), "assets/([0-9a-f]{16})/status.css").Groups[1].Value;

        using var own = await host.SendAsync(HttpMethod.Get, $"/assets/{version}/status.css");
        using var others = await host.SendAsync(HttpMethod.Get, "/assets/0123456789abcdef/status.css");
        Assert.Equal("public, max-age=31536000, immutable", own.Headers.CacheControl!.ToString());
        Assert.Equal("text/css", own.Content.Headers.ContentType!.MediaType);
        Assert.True(others.Headers.CacheControl!.NoCache);

        using var again = new HttpRequestMessage(HttpMethod.Get, new Uri($"/assets/{version}/status.css", UriKind.Relative));
        again.Headers.IfNoneMatch.Add(own.Headers.ETag!);
        using var unchanged = await host.Http.SendAsync(again, TestContext.Current.CancellationToken);
        Assert.Equal(HttpStatusCode.NotModified, unchanged.StatusCode);
    }

    [Fact]
    public async Task Who_asks_too_much_is_told_when_to_come_again()
    {
        await using var host = await PageHost.StartAsync(PageClusters.Small());
        var statuses = new List<HttpStatusCode>();
        for (var i = 0; i < 25; i++)
        {
            using var response = await host.SendAsync(HttpMethod.Get, "/api/v1/status?q=nobody");
            statuses.Add(response.StatusCode);
            if (response.StatusCode == HttpStatusCode.TooManyRequests) Assert.NotNull(response.Headers.RetryAfter);
        }

        Assert.Equal(20, statuses.Count(status => status == HttpStatusCode.OK));
        Assert.Equal(5, statuses.Count(status => status == HttpStatusCode.TooManyRequests));
        Assert.Equal(1, host.Reports.Made);
        host.Clock.Advance(TimeSpan.FromSeconds(1));
        using var later = await host.SendAsync(HttpMethod.Get, "/");
        Assert.Equal(HttpStatusCode.OK, later.StatusCode);
    }

    [Fact]
    public async Task Many_who_look_at_once_share_one_report()
    {
        await using var host = await PageHost.StartAsync(PageClusters.Large(500));

        var pages = await Task.WhenAll(Enumerable.Range(0, 20).Select(_ => host.GetAsync("/")));

        Assert.Single(pages.Distinct());
        Assert.Equal(1, host.Reports.Made);
    }

    [Fact]
    public async Task Switched_off_there_is_no_page_and_nothing_else_of_it()
    {
        await using var host = await PageHost.StartAsync(PageClusters.Small(), new StatusPageOptions { Enabled = false });
        foreach (var path in (string[])["/", "/api/v1/status", "/pvc/home/notes", "/assets/x/status.css"])
        {
            using var response = await host.SendAsync(HttpMethod.Get, path);
            Assert.Equal(HttpStatusCode.NotFound, response.StatusCode);
        }
    }
}
