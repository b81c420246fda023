using System.Security.Authentication;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;
using WebhookController.Certificates;
using WebhookController.Tests.Kubernetes.Support;

namespace WebhookController.Tests.Certificates;

public sealed class ServingCertificateTests : IDisposable
{
    private readonly TestCertificates _certificates = new();
    private readonly CertificateDirectory _directory = new();

    public void Dispose()
    {
        _certificates.Dispose();
        _directory.Dispose();
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task The_certificate_at_the_start_is_served_with_its_chain(bool rsa)
    {
        _directory.Swap(_certificates.Leaf(serial: 7, rsa: rsa));
        await using var host = await TlsHost.StartAsync(_directory.Path);

        Assert.Equal(7, await host.SerialAsync(_certificates.Root));
        Assert.True(host.Certificate.IsLoaded);
        Assert.Null(host.Certificate.Problem);
        Assert.Equal(host.Certificate.NotAfter, host.Loads.NotAfter);
    }

    [Fact]
    public async Task Without_a_certificate_the_process_runs_and_handshakes_fail()
    {
        await using var host = await TlsHost.StartAsync(Path.Combine(_directory.Path, "missing"));

        Assert.False(host.Certificate.IsLoaded);
        Assert.Contains("missing", host.Certificate.Problem, StringComparison.Ordinal);
        var failure = await Record.ExceptionAsync(() => host.ConnectAsync(_certificates.Root));
        Assert.True(failure is IOException or AuthenticationException, $"{failure}");
        Assert.Single(host.Log.Lines, line => line.Level >= LogLevel.Error);
    }

    [Fact]
    public async Task A_certificate_that_appears_later_is_loaded()
    {
        await using var host = await TlsHost.StartAsync(_directory.Path);
        await host.Loads.NextAsync();
        Assert.False(host.Certificate.IsLoaded);

        _directory.Swap(_certificates.Leaf(serial: 3));
        await host.NextPollAsync();

        Assert.Equal(3, await host.SerialAsync(_certificates.Root));
    }

    [Fact]
    public async Task A_missing_certificate_counts_as_one_failure_over_many_polls()
    {
        var (options, loads) = (new CertificateOptions(_directory.Path, []), new LoadObserver());
        var certificate = new ServingCertificate(options);
        for (var look = 0; look < 3; look++)
        {
            using var reloader = new CertificateReloader(
                options, certificate, loads,
                new FakeTimeProvider(TestCertificates.Now), NullLogger<CertificateReloader>.Instance);
            await reloader.StartAsync(TestContext.Current.CancellationToken);
            await reloader.StopAsync(TestContext.Current.CancellationToken);
        }

        Assert.Equal((0, 1), (loads.LoadedCount, loads.FailedCount));
    }

    [Fact]
    public async Task A_swap_of_the_mounted_Secret_is_loaded_and_open_connections_stay()
    {
        _directory.Swap(_certificates.Leaf(serial: 1));
        await using var host = await TlsHost.StartAsync(_directory.Path);
        await host.Loads.NextAsync();
        await using var open = await host.ConnectAsync(_certificates.Root);
        Assert.StartsWith("HTTP/1.1 200", await TlsHost.GetAsync(open), StringComparison.Ordinal);

        _directory.Swap(_certificates.Leaf(serial: 2));
        await host.NextPollAsync();

        Assert.StartsWith("HTTP/1.1 200", await TlsHost.GetAsync(open), StringComparison.Ordinal);
        Assert.Equal(1, TlsHost.SerialOf(open));
        Assert.Equal(2, await host.SerialAsync(_certificates.Root));
        Assert.Equal(2, host.Loads.LoadedCount);
    }

    [Fact]
    public async Task Twenty_rotations_under_load_cost_no_request()
    {
        _directory.Swap(_certificates.Leaf(serial: 1));
        await using var host = await TlsHost.StartAsync(_directory.Path);
        await host.Loads.NextAsync();
        using var stop = new CancellationTokenSource();
        var answered = new int[3];
        Task[] callers = [KeepAliveAsync(0), NewConnectionsAsync(1), NewConnectionsAsync(2)];

        for (byte serial = 2; serial <= 21; serial++)
        {
            _directory.Swap(_certificates.Leaf(serial));
            await host.NextPollAsync();
            Assert.Equal(serial, await host.SerialAsync(_certificates.Root));
            var before = answered.ToArray();
            await Eventually.TrueAsync(() => callers.Any(caller => caller.IsFaulted) || answered.Zip(before).All(count => count.First > count.Second));
        }
        await stop.CancelAsync();

        await Task.WhenAll(callers);
        Assert.Equal((21, 0), (host.Loads.LoadedCount, host.Loads.FailedCount));

        // The same connection through all rotations.
        async Task KeepAliveAsync(int caller)
        {
            await using var open = await host.ConnectAsync(_certificates.Root);
            for (; !stop.IsCancellationRequested; answered[caller]++) Assert.StartsWith("HTTP/1.1 200", await TlsHost.GetAsync(open), StringComparison.Ordinal);
        }

        async Task NewConnectionsAsync(int caller)
        {
            for (; !stop.IsCancellationRequested; answered[caller]++)
            {
                await using var open = await host.ConnectAsync(_certificates.Root);
                Assert.StartsWith("HTTP/1.1 200", await TlsHost.GetAsync(open), StringComparison.Ordinal);
            }
        }
    }

    [Theory]
    [InlineData(-1, "expired")]
    [InlineData(200, "not valid before")]
    public async Task A_certificate_that_is_not_valid_now_does_not_replace_a_valid_one(int fromDay, string why)
    {
        _directory.Swap(_certificates.Leaf(serial: 1));
        await using var host = await TlsHost.StartAsync(_directory.Path);
        await host.Loads.NextAsync();

        _directory.Swap(fromDay < 0 ? _certificates.Leaf(serial: 2, validForDays: 0) : _certificates.Leaf(serial: 2, validFromDay: 50));
        await host.NextPollAsync();

        Assert.Equal(1, await host.SerialAsync(_certificates.Root));
        Assert.Contains(why, host.Certificate.Problem, StringComparison.Ordinal);
        Assert.Equal(1, host.Loads.FailedCount);
    }

    [Fact]
    public async Task A_certificate_is_served_once_it_becomes_valid()
    {
        _directory.Swap(_certificates.Leaf(serial: 1));
        await using var host = await TlsHost.StartAsync(_directory.Path);
        await host.Loads.NextAsync();
        _directory.Swap(_certificates.Leaf(serial: 2, validFromDay: 1));
        await host.NextPollAsync();
        Assert.Equal(1, await host.SerialAsync(_certificates.Root));

        await host.NextPollAsync(TimeSpan.FromDays(1));

        Assert.Equal(2, await host.SerialAsync(_certificates.Root));
    }

    [Fact]
    public async Task A_key_of_another_certificate_is_rejected()
    {
        _directory.Swap(_certificates.Leaf(serial: 1));
        await using var host = await TlsHost.StartAsync(_directory.Path);
        await host.Loads.NextAsync();

        _directory.Swap((_certificates.Leaf(serial: 2).Certificate, TestCertificates.NewKey()));
        await host.NextPollAsync();

        Assert.Equal(1, await host.SerialAsync(_certificates.Root));
        Assert.Equal(1, host.Loads.FailedCount);
        Assert.Contains("no certificate can be read", host.Certificate.Problem, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("")]
    [InlineData("-----BEGIN CERTIFICATE-----\nMIIB")]
    [InlineData("-----BEGIN CERTIFICATE-----\nnot base 64\n-----END CERTIFICATE-----\n")]
    public async Task A_half_written_rotation_is_rejected_until_it_is_complete(string half)
    {
        _directory.Write(_certificates.Leaf(serial: 1));
        await using var host = await TlsHost.StartAsync(_directory.Path);
        await host.Loads.NextAsync();
        var (certificate, key) = _certificates.Leaf(serial: 2);

        _directory.Write((half, key));
        await host.NextPollAsync();
        Assert.Equal(1, await host.SerialAsync(_certificates.Root));

        _directory.Write((certificate, key));
        await host.NextPollAsync();
        Assert.Equal(2, await host.SerialAsync(_certificates.Root));
        Assert.Null(host.Certificate.Problem);
    }

    [Fact]
    public async Task A_new_certificate_with_the_old_key_is_rejected()
    {
        var first = _certificates.Leaf(serial: 1);
        _directory.Write(first);
        await using var host = await TlsHost.StartAsync(_directory.Path);
        await host.Loads.NextAsync();

        var second = _certificates.Leaf(serial: 2);
        _directory.Write((second.Certificate, first.Key));
        await host.NextPollAsync();
        Assert.Equal(1, await host.SerialAsync(_certificates.Root));

        _directory.WriteKey(second.Key);
        await host.NextPollAsync();
        Assert.Equal(2, await host.SerialAsync(_certificates.Root));
    }

    [Fact]
    public async Task An_expired_certificate_is_served_with_a_warning()
    {
        _directory.Swap(_certificates.Leaf(validForDays: 0));
        await using var host = await TlsHost.StartAsync(_directory.Path);

        Assert.True(host.Certificate.IsLoaded);
        Assert.Contains(host.Log.Lines, line => line.Level == LogLevel.Warning && line.Text.Contains("expired", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData(-1, 90, null)]
    [InlineData(1, 90, "is not valid before")]
    [InlineData(-1, 0, "expired at")]
    public async Task A_certificate_that_API_servers_would_reject_today_is_a_problem(int from, int to, string? problem)
    {
        _directory.Swap(_certificates.Leaf(validFromDay: from, validForDays: to));
        await using var host = await TlsHost.StartAsync(_directory.Path);

        var found = host.Certificate.ProblemAt(TestCertificates.Now.AddSeconds(1));

        if (problem is null) Assert.Null(found);
        else Assert.Contains(problem, found, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("localhost", null)]
    [InlineData("backup.monitoring.svc", "is not for backup.monitoring.svc")]
    public async Task A_certificate_for_other_names_than_expected_is_a_problem(string name, string? problem)
    {
        _directory.Swap(_certificates.Leaf());
        await using var host = await TlsHost.StartAsync(_directory.Path, "localhost", name);

        var found = host.Certificate.ProblemAt(TestCertificates.Now);

        if (problem is null) Assert.Null(found);
        else Assert.EndsWith(problem, found, StringComparison.Ordinal);
    }
}
