namespace WebhookController.Commands.Audit;

internal static class AuditJson
{
    public static void Write(AuditView view, TextWriter output) => output.WriteLine("{}");
}
