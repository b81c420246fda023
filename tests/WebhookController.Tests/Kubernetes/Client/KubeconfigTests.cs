using System.Security.Authentication;
using System.Text;
using Microsoft.Extensions.Logging.Abstractions;
using WebhookController.Core.Objects;
using WebhookController.Kubernetes;
using WebhookController.Kubernetes.Client;
using WebhookController.Tests.Kubernetes.Support;

namespace WebhookController.Tests.Kubernetes.Client;

public sealed class KubeconfigTests : IDisposable
{
    private const string Host = "127.0.0.1";

    private readonly TestAuthority _authority = new("cluster");
    private readonly string _path = Path.GetTempFileName();

    [Fact]
    public async Task The_authority_and_the_token_of_the_kubeconfig_are_used()
    {
        await using var server = (await ScriptedServer.StartAsync(_authority.Issue(Host))).Answer(Reply.Json("{}"));

        await CallAsync(server, AuthorityData(_authority.Pem));

        Assert.Equal("Bearer secret", (await server.NextAsync()).Headers["Authorization"]);
    }

    [Fact]
    public async Task Every_authority_of_a_bundle_counts()
    {
        await using var server = (await ScriptedServer.StartAsync(_authority.Issue(Host))).Answer(Reply.Json("{}"));

        await CallAsync(server, AuthorityData(new TestAuthority("old").Pem + _authority.Pem));
    }

    [Fact]
    public async Task Another_authority_is_rejected()
    {
        await using var server = await ScriptedServer.StartAsync(_authority.Issue(Host));

        await AssertRejectedAsync(server, AuthorityData(new TestAuthority("other").Pem));
    }

    [Fact]
    public async Task A_wrong_name_is_rejected()
    {
        await using var server = await ScriptedServer.StartAsync(_authority.Issue("wrong.example"));

        await AssertRejectedAsync(server, AuthorityData(_authority.Pem));
    }

    [Fact]
    public async Task The_name_to_expect_may_be_another_than_the_one_called()
    {
        await using var server = (await ScriptedServer.StartAsync(_authority.Issue("api.example"))).Answer(Reply.Json("{}"));

        await CallAsync(server, AuthorityData(_authority.Pem) + "\n    tls-server-name: api.example");
    }

    [Fact]
    public async Task Without_an_authority_the_systems_own_decide()
    {
        await using var server = await ScriptedServer.StartAsync(_authority.Issue(Host));

        await AssertRejectedAsync(server, "");
    }

    [Fact]
    public async Task Verification_is_skipped_only_if_the_kubeconfig_says_so()
    {
        await using var server = (await ScriptedServer.StartAsync(_authority.Issue("wrong.example"))).Answer(Reply.Json("{}"));

        await CallAsync(server, "insecure-skip-tls-verify: true");
    }

    [Fact]
    public async Task The_path_of_the_servers_address_is_kept()
    {
        await using var server = (await ScriptedServer.StartAsync(_authority.Issue(Host))).Answer(Reply.Json("{}"));

        await CallAsync(server, AuthorityData(_authority.Pem), "k8s/clusters/c-1");

        Assert.Equal("/k8s/clusters/c-1/apis/example.io/v1/namespaces/ns/things/a", (await server.NextAsync()).Path);
    }

    [Theory]
    [InlineData(null, "https://one.example")]
    [InlineData("one", "https://one.example")]
    [InlineData("two", "https://two.example")]
    public void A_context_is_chosen_by_its_name(string? context, string host)
    {
        File.WriteAllText(_path, Clusters("one", "two"));

        Assert.Equal(host, HostOf(TestClient.Options with { Kubeconfig = _path, Context = context }, _ => null));
    }

    [Fact]
    public void A_context_is_found_in_any_file_of_the_environment_also_in_a_pod()
    {
        using var other = new TemporaryFile(Clusters("three"));
        File.WriteAllText(_path, Clusters("one", "two"));
        var files = string.Join(Path.PathSeparator, "/no/such/file", _path, other.Path);

        Assert.Equal("https://three.example", HostOf(TestClient.Options with { Context = "three" }, name => name == "KUBECONFIG" ? files : "10.0.0.1"));
    }

    [Fact]
    public void A_context_that_is_in_none_is_refused()
    {
        File.WriteAllText(_path, Clusters("one"));

        var refusal = Assert.ThrowsAny<Exception>(() => HostOf(TestClient.Options with { Context = "two" }, name => name == "KUBECONFIG" ? _path : null));

        Assert.Equal("there is no context two", refusal.Message);
    }

    public void Dispose() => File.Delete(_path);

    private static string HostOf(ApiOptions options, Func<string, string?> environment) =>
        ClusterAccess.Find(options, environment, TimeProvider.System, NullLogger.Instance).Configuration.Host.TrimEnd('/');

    private static string Clusters(params string[] names) => $$"""
        apiVersion: v1
        kind: Config
        current-context: {{names[0]}}
        contexts:
        {{string.Join('\n', names.Select(name => $"- {{name: {name}, context: {{cluster: {name}, user: me}}}}"))}}
        clusters:
        {{string.Join('\n', names.Select(name => $"- {{name: {name}, cluster: {{server: 'https://{name}.example'}}}}"))}}
        users:
        - {name: me, user: {token: secret} }
        """;

    private sealed class TemporaryFile : IDisposable
    {
        public TemporaryFile(string text) => File.WriteAllText(Path, text);

        public string Path { get; } = System.IO.Path.GetTempFileName();

        public void Dispose() => File.Delete(Path);
    }

    private static string AuthorityData(string pem) => $"certificate-authority-data: {Convert.ToBase64String(Encoding.UTF8.GetBytes(pem))}";

    private async Task CallAsync(ScriptedServer server, string trust, string path = "")
    {
        await File.WriteAllTextAsync(_path, $$"""
            apiVersion: v1
            kind: Config
            current-context: it
            contexts:
            - name: it
              context: {cluster: it, user: me}
            clusters:
            - name: it
              cluster:
                server: {{server.Url}}{{path}}
                {{trust}}
            users:
            - name: me
              user: {token: secret}
            """);
        var options = TestClient.Options with { Kubeconfig = _path };
        // A kubeconfig that is asked for comes before what the environment of a pod says.
        var access = ClusterAccess.Find(options, name => "elsewhere.invalid", TimeProvider.System, NullLogger.Instance);
        using var connection = ApiClientFactory.Connect(access, options, TimeProvider.System, new Jitter(new Random(1)));
        using var answer = await new ApiClient(connection)
            .GetAsync(Things.Kind, new ObjectKey("ns", "a"), TestContext.Current.CancellationToken);
        Assert.NotNull(answer);
    }

    private async Task AssertRejectedAsync(ScriptedServer server, string trust)
    {
        var failure = await Assert.ThrowsAsync<HttpRequestException>(() => CallAsync(server, trust));
        Assert.IsType<AuthenticationException>(failure.InnerException);
    }
}
