using WebhookController.Core.Labels;
using WebhookController.Core.Objects;

namespace WebhookController.Core.Naming;

/// <summary>The name of the RecurringJob of a PVC.</summary>
public static class JobName
{
    /// <summary>Longhorn's limit: its mutator cuts a longer name and its validator then refuses the job.</summary>
    public const int MaxLength = 40;

    /// <summary><c>backup-&lt;namespace&gt;-&lt;name&gt;</c>, shortened to <see cref="MaxLength"/>. Always a DNS-1123 label, since the name becomes
    /// that of a CronJob and of a container. Different PVCs can come to one name (<c>a-b</c>/<c>c</c> and <c>a</c>/<c>b-c</c>): a conflict.</summary>
    public static string For(string ns, string name) => ShortName.Of($"backup-{ns}-{name}", MaxLength);

    /// <summary>The job that a PVC asks for by its labels, or null where it asks for none.</summary>
    public static string? WantedBy(Claim claim, BackupIntent intent) =>
        intent is { OptedIn: true, Name: { } name } ? For(claim.Key.Namespace, name) : null;
}
