using System.Globalization;

namespace WebhookController.Core.Objects;

// What is held of hundreds of thousands of objects as text would be most of their memory. Text that isn't of the usual form is kept as it is.

/// <summary>A uid: 16 bytes in place of a hundred.</summary>
internal readonly record struct CompactUid
{
    private readonly Guid _uid;
    private readonly string? _text;

    public CompactUid(string text)
    {
        Span<char> written = stackalloc char[36];
        if (Guid.TryParseExact(text, "D", out _uid) && _uid.TryFormat(written, out _) && written.SequenceEqual(text)) return;
        (_uid, _text) = (Guid.Empty, text);
    }

    public override string ToString() => _text ?? _uid.ToString();
}

/// <summary>A resourceVersion: a number, as all API servers write it.</summary>
internal readonly record struct CompactVersion
{
    private readonly ulong _number;
    private readonly string? _text;

    public CompactVersion(string text)
    {
        var plain = text is "0" || (text.Length > 0 && text[0] != '0');
        if (!plain || !ulong.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out _number)) (_number, _text) = (0, text);
    }

    public override string ToString() => _text ?? _number.ToString(CultureInfo.InvariantCulture);
}

/// <summary>A time that may be missing: a third of a nullable DateTimeOffset. Its offset isn't kept.</summary>
internal readonly record struct CompactTime
{
    // Counted from one, so that zero is none.
    private readonly long _ticks;

    public CompactTime(DateTimeOffset? time) => _ticks = time is { } at ? at.UtcTicks + 1 : 0;

    public DateTimeOffset? Value => _ticks == 0 ? null : new DateTimeOffset(_ticks - 1, TimeSpan.Zero);
}
