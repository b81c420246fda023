using WebhookController.Core.Reviews;

namespace WebhookController.Admission;

internal sealed record AdmissionOptions
{
    // What happens when somebody deletes a PVC before its archive is ready.
    public ArchiveDeleteGuard ArchiveDeleteGuard { get; init; } = ArchiveDeleteGuard.Deny;
}
