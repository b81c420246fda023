using System.Buffers.Binary;

namespace Sandbox.Api;

// A field of a protobuf message: a number, or bytes.
internal readonly record struct ProtobufField(int Number, ulong Value, ReadOnlyMemory<byte> Bytes)
{
    // As good as absent: Go writes some of its zero values.
    public bool IsEmpty => Value == 0 && Bytes.IsEmpty;
}

internal static class ProtobufWire
{
    public static IEnumerable<ProtobufField> Fields(ReadOnlyMemory<byte> message)
    {
        for (var at = 0; at < message.Length;)
        {
            var key = Varint(message, ref at);
            yield return (key & 7) switch
            {
                0 => new ProtobufField((int)(key >> 3), Varint(message, ref at), default),
                1 => new ProtobufField((int)(key >> 3), BinaryPrimitives.ReadUInt64LittleEndian(Take(message, ref at, 8).Span), default),
                2 => new ProtobufField((int)(key >> 3), 0, Take(message, ref at, Varint(message, ref at))),
                5 => new ProtobufField((int)(key >> 3), BinaryPrimitives.ReadUInt32LittleEndian(Take(message, ref at, 4).Span), default),
                var type => throw new InvalidDataException($"proto: illegal wireType {type}"),
            };
        }
    }

    private static ulong Varint(ReadOnlyMemory<byte> message, ref int at)
    {
        var value = 0UL;
        for (var shift = 0; shift < 64; shift += 7)
        {
            var next = Take(message, ref at, 1).Span[0];
            value |= (ulong)(next & 0x7F) << shift;
            if (next < 0x80) return value;
        }

        throw new InvalidDataException("proto: integer overflow");
    }

    private static ReadOnlyMemory<byte> Take(ReadOnlyMemory<byte> message, ref int at, ulong count)
    {
        if (count > (ulong)(message.Length - at)) throw new InvalidDataException("unexpected EOF");
        var taken = message.Slice(at, (int)count);
        at += (int)count;
        return taken;
    }
}
