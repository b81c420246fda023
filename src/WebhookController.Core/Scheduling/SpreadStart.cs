using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;
using WebhookController.Core.Labels;

namespace WebhookController.Core.Scheduling;

/// <summary>The start of a job whose PVC asks for <c>start=auto</c>: an offset within its interval that follows from its name alone. The same job
/// starts at the same minute for ever, whoever else is there, and thousands of jobs spread evenly.</summary>
public static class SpreadStart
{
    private const int MinutesOfHour = 60;

    /// <summary>The first run of a day: a minute of the first <paramref name="interval"/> hours, by the SHA-256 of the job's name.</summary>
    /// <param name="job">The job's name.</param>
    /// <param name="interval">Hours, a divisor of 24.</param>
    public static TimeOnly Of(string job, int interval)
    {
        Span<byte> name = stackalloc byte[Encoding.UTF8.GetMaxByteCount(job.Length)], digest = stackalloc byte[SHA256.HashSizeInBytes];
        SHA256.HashData(name[..Encoding.UTF8.GetBytes(job, name)], digest);
        var minute = BinaryPrimitives.ReadUInt64BigEndian(digest) % (ulong)(interval * MinutesOfHour);
        return TimeOnly.MinValue.AddMinutes(minute);
    }

    /// <summary>The time of day at which a run of <paramref name="job"/> starts.</summary>
    /// <param name="start">What the PVC's layers say.</param>
    /// <param name="job">The job's name.</param>
    /// <param name="interval">Hours, a divisor of 24.</param>
    public static TimeOnly For(this StartTime start, string job, int interval) => start.Time ?? Of(job, interval);
}
