namespace WebhookController.LeaderElection;

/// Who this process is, among all that ever ran: a container that starts again is somebody else.
internal sealed record ReplicaIdentity(string Name)
{
    /// A Pod's host name is its own name.
    public static ReplicaIdentity Of(string host, Guid process) => new($"{host}_{process}");
}
