using System.Text;
using WebhookController.Commands.Lint.Input;

namespace WebhookController.Tests.Commands.Lint.Input;

public sealed class InputTextTests
{
    [Fact]
    public void Text_is_read_without_its_byte_order_mark() => Assert.Equal(new InputText("a: ü", null), Read([.. Encoding.UTF8.Preamble, .. Encoding.UTF8.GetBytes("a: ü")]));

    [Fact]
    public void Nothing_is_text() => Assert.Equal(new InputText("", null), Read([]));

    [Fact]
    public void A_zero_byte_makes_it_binary() => Assert.Equal(new InputText(null, "a binary file"), Read("a\0b"u8.ToArray()));

    [Fact]
    public void Other_encodings_are_refused() => Assert.Equal(new InputText(null, "not UTF-8"), Read([0x61, 0xff]));

    [Fact]
    public void Only_so_much_is_read_of_what_has_no_end()
    {
        using var endless = new Endless();

        Assert.Equal(new InputText(null, "larger than 32 MiB"), InputText.Read(new("x", () => endless)));
        Assert.InRange(endless.Taken, InputText.LargestFile, InputText.LargestFile + (1 << 20));
    }

    [Fact]
    public void What_can_not_be_opened_is_said() => Assert.Equal(
        "x can't be read: no", Assert.Throws<InputException>(() => InputText.Read(new("x", () => throw new UnauthorizedAccessException("no")))).Message);

    private static InputText Read(byte[] content) => InputText.Read(new("x", () => new MemoryStream(content)));

    private sealed class Endless : MemoryStream
    {
        public long Taken { get; private set; }

        public override int Read(byte[] buffer, int offset, int count) => Read(buffer.AsSpan(offset, count));

        public override int Read(Span<byte> buffer)
        {
            buffer.Fill((byte)'a');
            Taken += buffer.Length;
            return buffer.Length;
        }
    }
}
