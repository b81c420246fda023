using System.Text;

namespace WebhookController.Commands.Lint.Input;

// The text of a file, as far as it is text. Exactly one of the two is set.
internal readonly record struct InputText(string? Text, string? Refusal)
{
    // A list of ten thousand PVCs, as kubectl prints it, has half of that.
    public const int LargestFile = 32 * 1024 * 1024;

    // Where git looks for what makes a file binary.
    private const int Beginning = 8000;

    private static readonly UTF8Encoding Strict = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    public static InputText Read(InputFile file)
    {
        try
        {
            using var stream = file.Open();
            return ReadAll(stream) is { } bytes ? Decode(bytes) : new(null, $"larger than {LargestFile / 1024 / 1024} MiB");
        }
        catch (Exception unreadable) when (unreadable is IOException or UnauthorizedAccessException or NotSupportedException)
        {
            throw new InputException($"{file.Name} can't be read: {unreadable.Message}");
        }
    }

    private static ArraySegment<byte>? ReadAll(Stream stream)
    {
        using var content = new MemoryStream();
        var block = new byte[64 * 1024];
        for (int read; (read = stream.Read(block)) > 0;)
        {
            content.Write(block, 0, read);
            if (content.Length > LargestFile) return null;
        }
        return new(content.GetBuffer(), 0, (int)content.Length);
    }

    private static InputText Decode(ReadOnlySpan<byte> bytes)
    {
        if (bytes[..int.Min(bytes.Length, Beginning)].Contains((byte)0)) return new(null, "a binary file");
        var mark = Encoding.UTF8.Preamble;
        if (bytes.StartsWith(mark)) bytes = bytes[mark.Length..];
        try
        {
            return new(Strict.GetString(bytes), null);
        }
        catch (DecoderFallbackException)
        {
            return new(null, "not UTF-8");
        }
    }
}
