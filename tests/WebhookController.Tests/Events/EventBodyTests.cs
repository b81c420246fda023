using System.Text;
using System.Text.Json.Nodes;
using WebhookController.Core.Events;
using WebhookController.Core.Objects;
using WebhookController.Events;

namespace WebhookController.Tests.Events;

public sealed class EventBodyTests
{
    private static readonly DateTimeOffset Noon = new(2026, 11, 23, 12, 0, 0, TimeSpan.Zero);
    private static readonly ClaimEvent Created = NoticeOf("recurringjob backup-mon-grafana was created");

    [Fact]
    public void An_event_names_its_reporter_its_object_and_the_message()
    {
        var body = Parse(EventBody.Create(Created, "grafana.1", new EventReporter("longhorn-backup-controller", "pod-1"), Noon));

        Assert.Equal("""
            {"apiVersion":"events.k8s.io/v1","kind":"Event","metadata":{"name":"grafana.1","namespace":"mon"},"eventTime":"2026-11-23T12:00:00.000000Z","reportingController":"longhorn-backup-controller","reportingInstance":"pod-1","action":"CreateJob","reason":"BackupJobCreated","type":"Normal","note":"recurringjob backup-mon-grafana was created","regarding":{"apiVersion":"v1","kind":"PersistentVolumeClaim","namespace":"mon","name":"grafana","uid":"u1"}}
            """, body.ToJsonString());
    }

    [Fact]
    public void A_gone_object_is_named_without_a_uid() => Assert.False(
        Parse(EventBody.Create(NoticeOf("x", uid: ""), "e", new EventReporter("c", "i"), Noon))["regarding"]!.AsObject().ContainsKey("uid"));

    [Fact]
    public void The_same_news_has_the_same_name_and_other_news_another()
    {
        Assert.Equal(EventBody.NameOf(Created), EventBody.NameOf(NoticeOf(Created.Text)));
        string[] names =
        [
            EventBody.NameOf(Created), EventBody.NameOf(NoticeOf("other")), EventBody.NameOf(NoticeOf(Created.Text, uid: "u2")),
            EventBody.NameOf(Created with { Reason = EventReason.BackupJobChanged }),
        ];
        Assert.Equal(names.Length, names.Distinct().Count());
        Assert.All(names, name => Assert.StartsWith("grafana.", name, StringComparison.Ordinal));
    }

    [Fact]
    public void A_name_stays_within_what_kubernetes_allows()
    {
        var notice = Created with { About = Created.About with { Key = new ObjectKey("mon", new string('p', 252) + "q") } };
        Assert.Equal(253, EventBody.NameOf(notice).Length);
    }

    [Theory]
    [InlineData("ä", 2000)]
    [InlineData("x", 1024)]
    [InlineData("𝄞", 400)]
    public void A_note_fits_into_a_kibibyte(string letter, int times)
    {
        var note = NoteOf(string.Concat(Enumerable.Repeat(letter, times)));
        Assert.InRange(Encoding.UTF8.GetByteCount(note), 1000, 1024);
        Assert.DoesNotContain('\uFFFD', note);
    }

    [Fact]
    public void A_note_is_one_line() => Assert.Equal("failed:  no space", NoteOf("failed:\r\nno space"));

    private static string NoteOf(string text) =>
        (string)Parse(EventBody.Create(NoticeOf(text), "e", new EventReporter("c", "i"), Noon))["note"]!;

    private static ClaimEvent NoticeOf(string text, string uid = "u1") =>
        new(new EventSubject("PersistentVolumeClaim", new ObjectKey("mon", "grafana"), uid), EventReason.BackupJobCreated, text);

    private static JsonNode Parse(ReadOnlyMemory<byte> json) => JsonNode.Parse(json.Span)!;
}
