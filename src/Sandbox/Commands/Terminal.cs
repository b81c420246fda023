namespace Sandbox.Commands;

// Uses colour only on a terminal, and not if NO_COLOR is set.
internal sealed class Terminal(TextWriter output, bool colour = false)
{
    public static Terminal OfConsole() => new(
        Console.Out,
        !Console.IsOutputRedirected && string.IsNullOrEmpty(Environment.GetEnvironmentVariable("NO_COLOR"))
            && Environment.GetEnvironmentVariable("TERM") != "dumb");

    public void Line(string text = "") => output.WriteLine(text);

    public void Strong(string text) => Paint("1", text);

    public void Faint(string text) => Paint("2", text);

    public void Good(string text) => Paint("32", text);

    public void Bad(string text) => Paint("31", text);

    private void Paint(string code, string text) => Line(colour ? $"\e[{code}m{text}\e[0m" : text);
}
