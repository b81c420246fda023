using System.Net.Http.Headers;
using k8s.Authentication;

namespace WebhookController.Kubernetes.Client;

// A projected service account token is replaced well before it expires, so a minute-old one is still good. The library's own
// TokenFileAuth does the same by the wall clock: after that is set back, it wouldn't read the file again for as long.
internal sealed class TokenFile(string path, TimeProvider timeProvider) : ITokenProvider
{
    private static readonly TimeSpan FreshFor = TimeSpan.FromMinutes(1);

    private Token? _token;

    public async Task<AuthenticationHeaderValue> GetAuthenticationHeaderAsync(CancellationToken cancellationToken)
    {
        var token = _token;
        if (token is null || timeProvider.GetElapsedTime(token.ReadAt) >= FreshFor)
            _token = token = await ReadAsync(cancellationToken);
        return token.Header;
    }

    private async Task<Token> ReadAsync(CancellationToken cancellationToken)
    {
        var text = await File.ReadAllTextAsync(path, cancellationToken);
        return new Token(new AuthenticationHeaderValue("Bearer", text.Trim()), timeProvider.GetTimestamp());
    }

    private sealed record Token(AuthenticationHeaderValue Header, long ReadAt);
}
