using System.Text;

namespace WebhookController.Tests.SandboxTests;

public sealed class RequestLogTests : SandboxTest
{
    [Fact]
    public async Task The_most_writes_at_once_are_counted_for_each_client()
    {
        Server.Requests.Clear();
        Server.Faults.Stall("create", "persistentvolumeclaims", times: 2);
        using (await BeginAsync("p0"))
        using (await BeginAsync("p1"))
        {
            Assert.Equal(2, Server.Requests.PeakWrites("test"));
        }

        Assert.Equal(0, Server.Requests.PeakWrites("another"));
        Server.Requests.Clear();
        Assert.Equal(0, Server.Requests.PeakWrites("test"));
    }

    // The answer has started, and doesn't end.
    private async Task<HttpResponseMessage> BeginAsync(string claim)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, new Uri(Claims, UriKind.Relative))
        {
            Content = new StringContent(Claim(claim), Encoding.UTF8, "application/json"),
        };
        return await Api.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, Cancelled);
    }
}
