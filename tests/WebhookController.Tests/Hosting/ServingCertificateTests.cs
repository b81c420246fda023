using System.Security.Authentication;
using Microsoft.Extensions.Logging;

namespace WebhookController.Tests.Hosting;

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
        Assert.Null(host.Certificate.Trouble);
        Assert.Equal(host.Certificate.NotAfter, host.Looks.NotAfter);
    }

    [Fact]
    public async Task Without_a_certificate_the_process_is_up_and_handshakes_fail_until_there_is_one()
    {
        await using var host = await TlsHost.StartAsync(Path.Combine(_directory.Path, "missing"));

        Assert.False(host.Certificate.IsLoaded);
        Assert.Contains("missing", host.Certificate.Trouble, StringComparison.Ordinal);
        var failure = await Record.ExceptionAsync(() => host.ConnectAsync(_certificates.Root));
        Assert.True(failure is IOException or AuthenticationException, $"{failure}");
        Assert.Single(host.Log.Lines, line => line.Level >= LogLevel.Error);
    }

    [Fact]
    public async Task A_certificate_that_comes_later_is_picked_up()
    {
        await using var host = await TlsHost.StartAsync(_directory.Path);
        await host.Looks.NextAsync();
        Assert.False(host.Certificate.IsLoaded);

        _directory.Swap(_certificates.Leaf(serial: 3));
        await host.NextLookAsync();

        Assert.Equal(3, await host.SerialAsync(_certificates.Root));
    }

    [Fact]
    public async Task A_swap_of_the_mounted_Secret_is_picked_up_and_open_connections_stay()
    {
        _directory.Swap(_certificates.Leaf(serial: 1));
        await using var host = await TlsHost.StartAsync(_directory.Path);
        await host.Looks.NextAsync();
        await using var open = await host.ConnectAsync(_certificates.Root);
        Assert.StartsWith("HTTP/1.1 200", await TlsHost.GetAsync(open), StringComparison.Ordinal);

        _directory.Swap(_certificates.Leaf(serial: 2));
        await host.NextLookAsync();

        Assert.StartsWith("HTTP/1.1 200", await TlsHost.GetAsync(open), StringComparison.Ordinal);
        Assert.Equal(1, TlsHost.SerialOf(open));
        Assert.Equal(2, await host.SerialAsync(_certificates.Root));
        Assert.Equal(2, host.Looks.LoadedCount);
    }

    [Fact]
    public async Task A_key_of_another_certificate_is_kept_out()
    {
        _directory.Swap(_certificates.Leaf(serial: 1));
        await using var host = await TlsHost.StartAsync(_directory.Path);
        await host.Looks.NextAsync();

        _directory.Swap((_certificates.Leaf(serial: 2).Certificate, TestCertificates.NewKey()));
        await host.NextLookAsync();

        Assert.Equal(1, await host.SerialAsync(_certificates.Root));
        Assert.Equal(1, host.Looks.FailedCount);
        Assert.Contains("no certificate can be read", host.Certificate.Trouble, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("")]
    [InlineData("-----BEGIN CERTIFICATE-----\nMIIB")]
    [InlineData("-----BEGIN CERTIFICATE-----\nnot base 64\n-----END CERTIFICATE-----\n")]
    public async Task A_half_written_rotation_is_kept_out_until_it_is_whole(string half)
    {
        _directory.Write(_certificates.Leaf(serial: 1));
        await using var host = await TlsHost.StartAsync(_directory.Path);
        await host.Looks.NextAsync();
        var (certificate, key) = _certificates.Leaf(serial: 2);

        _directory.Write((half, key));
        await host.NextLookAsync();
        Assert.Equal(1, await host.SerialAsync(_certificates.Root));

        _directory.Write((certificate, key));
        await host.NextLookAsync();
        Assert.Equal(2, await host.SerialAsync(_certificates.Root));
        Assert.Null(host.Certificate.Trouble);
    }

    [Fact]
    public async Task A_new_certificate_beside_the_old_key_is_kept_out()
    {
        var first = _certificates.Leaf(serial: 1);
        _directory.Write(first);
        await using var host = await TlsHost.StartAsync(_directory.Path);
        await host.Looks.NextAsync();

        var second = _certificates.Leaf(serial: 2);
        _directory.Write((second.Certificate, first.Key));
        await host.NextLookAsync();
        Assert.Equal(1, await host.SerialAsync(_certificates.Root));

        _directory.WriteKey(second.Key);
        await host.NextLookAsync();
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
}
