namespace WebhookController.Tests.Integration.Support.Alerting;

/// A message to a person about one alert.
internal sealed record Notice(string Receiver, string Alert, string Status, string Claim)
{
    public string Description { get; init; } = "";

    // The words are looked at apart.
    public bool Equals(Notice? other) =>
        other is not null && (Receiver, Alert, Status, Claim) == (other.Receiver, other.Alert, other.Status, other.Claim);

    public override int GetHashCode() => HashCode.Combine(Receiver, Alert, Status, Claim);
}
