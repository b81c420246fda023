using System.Text;
using System.Text.Json;
using WebhookController.Commands.Output;
using WebhookController.Core.Report;

namespace WebhookController.Commands.Preview;

internal static class PlanOutput
{
    public static void Write(PlanView view, string form, Terminal terminal)
    {
        foreach (var missing in view.Missing) terminal.Error.WriteLine($"not read: {missing}");
        switch (form)
        {
            case "json":
                WriteJson(view, terminal);
                break;
            case "markdown":
                terminal.Out.WriteLine("```diff");
                WriteDiff(view, terminal with { Colours = false });
                terminal.Out.WriteLine("```");
                break;
            default:
                WriteDiff(view, terminal);
                break;
        }
    }

    private static void WriteDiff(PlanView view, Terminal terminal)
    {
        if (view.Claims.Count == 0) terminal.Out.WriteLine("nothing to write");
        foreach (var (claim, changes) in view.Claims)
        {
            terminal.Out.WriteLine(terminal.Paint($"{claim}", Colour.Bold));
            foreach (var (change, waitsFor) in changes)
                foreach (var line in ChangeDiff.Of(change))
                    terminal.Out.WriteLine(terminal.Paint(Text(line, waitsFor), ColourOf(line.Sign)));
        }
    }

    private static string Text(DiffLine line, string? waitsFor) =>
        line.Sign != DiffSign.Head ? $"{line}" : waitsFor is null ? $"  {line}" : $"  {line} (held, waits for {waitsFor})";

    private static Colour ColourOf(DiffSign sign) => sign switch { DiffSign.Added => Colour.Green, DiffSign.Removed => Colour.Red, _ => Colour.Cyan };

    private static void WriteJson(PlanView view, Terminal terminal)
    {
        using var buffer = new MemoryStream();
        using (var json = new Utf8JsonWriter(buffer, new JsonWriterOptions { Indented = true }))
        {
            json.WriteStartArray();
            foreach (var (claim, changes) in view.Claims)
                foreach (var (change, waitsFor) in changes)
                {
                    json.WriteStartObject();
                    json.WriteString("namespace", claim.Namespace);
                    json.WriteString("pvc", claim.Name);
                    json.WriteString("change", change.Describe());
                    if (waitsFor is not null) json.WriteString("waitsFor", waitsFor);
                    json.WriteStartArray("diff");
                    foreach (var line in ChangeDiff.Of(change).Skip(1)) json.WriteStringValue($"{line}");
                    json.WriteEndArray();
                    json.WriteEndObject();
                }
            json.WriteEndArray();
        }
        terminal.Out.WriteLine(Encoding.UTF8.GetString(buffer.ToArray()));
    }
}
