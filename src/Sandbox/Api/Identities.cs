using System.Security.Cryptography;
using System.Text;

namespace Sandbox.Api;

// Unique uids and generated names; the same in every run that makes the same requests.
internal sealed class Identities(string seed)
{
    private long _given;

    public string Uid() => new Guid(Next().AsSpan(0, 16)).ToString();

    public string Suffix() => Convert.ToHexStringLower(Next().AsSpan(0, 3))[..5];

    private byte[] Next() => SHA256.HashData(Encoding.UTF8.GetBytes($"{seed}/{Interlocked.Increment(ref _given)}"));
}
