using System.Net.Security;
using System.Security.Authentication;
using WebhookController.Core.Objects;
using WebhookController.Kubernetes.Client;
using WebhookController.Tests.Kubernetes.Support;

namespace WebhookController.Tests.Kubernetes.Client;

public sealed class InClusterTests
{
    private const string Host = "127.0.0.1";
    private const string ServerAuthentication = "1.3.6.1.5.5.7.3.1";
    private const string ClientAuthentication = "1.3.6.1.5.5.7.3.2";

    private readonly TestAuthority _ours = new("ours");
    private readonly TestAuthority _theirs = new("theirs");

    [Fact]
    public async Task The_clusters_authority_and_the_right_name_are_trusted()
    {
        await using var server = await ServerAsync(_ours.Issue(Host));
        using var pod = new TestPod(_ours.Pem);
        using var connection = pod.Connect(server.Url);

        await CallAsync(connection);

        Assert.Equal("Bearer first", (await server.NextAsync()).Headers["Authorization"]);
    }

    [Fact]
    public async Task A_wrong_name_is_rejected()
    {
        await using var server = await ServerAsync(_ours.Issue("wrong.example"));
        using var pod = new TestPod(_ours.Pem);
        using var connection = pod.Connect(server.Url);

        await AssertRejectedAsync(connection, server);
    }

    [Fact]
    public async Task An_unknown_authority_is_rejected()
    {
        await using var server = await ServerAsync(_theirs.Issue(Host));
        using var pod = new TestPod(_ours.Pem);
        using var connection = pod.Connect(server.Url);

        await AssertRejectedAsync(connection, server);
    }

    [Fact]
    public async Task A_certificate_that_ran_out_is_rejected()
    {
        await using var server = await ServerAsync(_ours.Issue(Host, expired: true));
        using var pod = new TestPod(_ours.Pem);
        using var connection = pod.Connect(server.Url);

        await AssertRejectedAsync(connection, server);
    }

    [Theory]
    [InlineData(ServerAuthentication, SslPolicyErrors.RemoteCertificateChainErrors, true)]
    [InlineData(ServerAuthentication, SslPolicyErrors.None, true)]
    [InlineData(ServerAuthentication, SslPolicyErrors.RemoteCertificateNameMismatch, false)]
    [InlineData(ServerAuthentication, SslPolicyErrors.RemoteCertificateNotAvailable, false)]
    [InlineData(ClientAuthentication, SslPolicyErrors.RemoteCertificateChainErrors, false)]
    public void Only_a_servers_certificate_under_its_own_name_will_do(string usage, SslPolicyErrors errors, bool trusted)
    {
        using var pod = new TestPod(_ours.Pem);
        var trust = new ClusterTrust(new CertificateAuthorityFile(pod.PathOf("ca.crt"), new CountingLogger()).Read);
        using var certificate = _ours.Issue(Host, usage);

        Assert.Equal(trusted, trust.Validate(this, certificate, null, errors));
    }

    [Fact]
    public void What_only_the_system_trusts_is_not_the_clusters()
    {
        using var pod = new TestPod(_ours.Pem);
        var trust = new ClusterTrust(new CertificateAuthorityFile(pod.PathOf("ca.crt"), new CountingLogger()).Read);
        using var certificate = _theirs.Issue(Host);

        Assert.False(trust.Validate(this, certificate, null, SslPolicyErrors.None));
    }

    [Fact]
    public async Task A_rotated_authority_counts_at_the_next_handshake()
    {
        await using var server = await ServerAsync(_theirs.Issue(Host));
        using var pod = new TestPod(_ours.Pem);
        using var connection = pod.Connect(server.Url);
        await AssertRejectedAsync(connection, server);

        pod.Authority = _ours.Pem + _theirs.Pem;

        await CallAsync(connection);
    }

    [Theory]
    [InlineData("")]
    [InlineData("-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----\n")]
    public void A_damaged_authority_leaves_the_last_good_one_in_force(string damaged)
    {
        using var pod = new TestPod(_ours.Pem);
        var log = new CountingLogger();
        var file = new CertificateAuthorityFile(pod.PathOf("ca.crt"), log);
        Assert.Single(file.Read());

        pod.Authority = damaged;
        Assert.Single(file.Read());
        File.Delete(pod.PathOf("ca.crt"));
        Assert.Single(file.Read());

        Assert.Equal(2, log.Warnings);
    }

    [Fact]
    public async Task A_replaced_token_is_used_within_a_minute()
    {
        await using var server = await ServerAsync(_ours.Issue(Host));
        using var pod = new TestPod(_ours.Pem);
        var clock = new SteppedClock();
        using var connection = pod.Connect(server.Url, clock);

        await CallAsync(connection);
        pod.Token = "second";
        clock.Advance(TimeSpan.FromSeconds(59));
        await CallAsync(connection);
        clock.Advance(TimeSpan.FromSeconds(1));
        await CallAsync(connection);

        Assert.Equal(
            ["Bearer first", "Bearer first", "Bearer second"],
            server.Drain().Select(request => request.Headers["Authorization"]));
    }

    private static async Task<ScriptedServer> ServerAsync(System.Security.Cryptography.X509Certificates.X509Certificate2 certificate)
    {
        var server = await ScriptedServer.StartAsync(certificate);
        return server.Answer(Reply.Json("{}"), Reply.Json("{}"), Reply.Json("{}"));
    }

    private static async Task CallAsync(ApiConnection connection)
    {
        using var answer = await new ApiClient(connection)
            .GetAsync(Things.Kind, new ObjectKey("ns", "a"), TestContext.Current.CancellationToken);
        Assert.NotNull(answer);
    }

    private static async Task AssertRejectedAsync(ApiConnection connection, ScriptedServer server)
    {
        var failure = await Assert.ThrowsAsync<HttpRequestException>(() => CallAsync(connection));
        Assert.IsType<AuthenticationException>(failure.InnerException);
        Assert.Empty(server.Drain());
    }
}
