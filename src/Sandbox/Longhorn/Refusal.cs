namespace Sandbox.Longhorn;

// Why Longhorn's validator refuses a write.
internal sealed record Refusal(string Message, string Field = "")
{
    public static Refusal? If(bool refused, string message) => refused ? new Refusal(message) : null;
}
