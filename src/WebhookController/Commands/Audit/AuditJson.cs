using System.Text.Json;
using WebhookController.StatusPage.Json;

namespace WebhookController.Commands.Audit;

// What /api/v1/status says, of the PVCs that are shown.
internal static class AuditJson
{
    public static void Write(AuditView view, TextWriter output) =>
        output.WriteLine(JsonSerializer.Serialize(StatusDocument.Of(view.Report, replica: null, view.Claims), StatusJson.Default.StatusDocument));
}
