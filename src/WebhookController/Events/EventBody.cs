using System.Security.Cryptography;
using System.Text;
using WebhookController.Core.Events;
using WebhookController.Core.Objects;
using WebhookController.Kubernetes.Client;
using WebhookController.Kubernetes.Objects;

namespace WebhookController.Events;

// The JSON of an Event, and its name: the same news has the same name, so that replicas and restarts don't tell it twice.
internal static class EventBody
{
    // events.k8s.io/v1, validation of Event.note, in bytes.
    private const int LongestNote = 1024;
    private const int LongestName = 253;
    private const int DigestLength = 16;

    public static string NameOf(ClaimEvent notice)
    {
        var (about, reason, text) = (notice.About, notice.Reason, notice.Text);
        var digest = SHA256.HashData(Encoding.UTF8.GetBytes($"{about.Kind} {about.Key} {about.Uid} {reason} {text}"));
        var name = about.Key.Name;
        if (name.Length > LongestName - DigestLength - 1) name = name[..(LongestName - DigestLength - 1)].TrimEnd('-', '.');
        return $"{name}.{Convert.ToHexStringLower(digest)[..DigestLength]}";
    }

    public static ReadOnlyMemory<byte> Create(ClaimEvent notice, string name, EventReporter reporter, DateTimeOffset now) => JsonBody.Of(json =>
    {
        var about = notice.About;
        json.WriteString("apiVersion", "events.k8s.io/v1");
        json.WriteString("kind", "Event");
        json.WriteStartObject("metadata");
        json.WriteString("name", name);
        json.WriteString("namespace", about.Key.Namespace);
        json.WriteEndObject();
        json.WriteString("eventTime", MicroTime.Format(now));
        json.WriteString("reportingController", reporter.Controller);
        json.WriteString("reportingInstance", reporter.Instance);
        json.WriteString("action", notice.Reason.Action());
        json.WriteString("reason", notice.Reason.ToString());
        json.WriteString("type", notice.Reason.IsWarning() ? "Warning" : "Normal");
        json.WriteString("note", Note(notice.Text));
        json.WriteStartObject("regarding");
        json.WriteString("apiVersion", "v1");
        json.WriteString("kind", about.Kind);
        json.WriteString("namespace", about.Key.Namespace);
        json.WriteString("name", about.Key.Name);
        if (about.Uid.Length > 0) json.WriteString("uid", about.Uid);
        json.WriteEndObject();
    });

    public static ReadOnlyMemory<byte> Repeat(int times, DateTimeOffset now) => JsonBody.Of(json =>
    {
        json.WriteStartObject("series");
        json.WriteNumber("count", times);
        json.WriteString("lastObservedTime", MicroTime.Format(now));
        json.WriteEndObject();
    });

    private static string Note(string text)
    {
        text = LonghornText.Line(text);
        if (Encoding.UTF8.GetByteCount(text) <= LongestNote) return text;
        var (kept, bytes) = (new StringBuilder(), 0);
        foreach (var rune in text.EnumerateRunes())
        {
            if ((bytes += rune.Utf8SequenceLength) > LongestNote - "…"u8.Length) break;
            kept.Append(rune.ToString());
        }
        return kept.Append('…').ToString();
    }
}
