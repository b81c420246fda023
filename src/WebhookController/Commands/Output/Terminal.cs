namespace WebhookController.Commands.Output;

// Where output goes: how wide it is, and whether it shows colours.
internal sealed record Terminal(TextWriter Out, TextWriter Error, int? Width, bool Colours)
{
    // Plain and as wide as it gets, if it is piped; https://no-color.org.
    public static Terminal OfConsole() => new(
        Console.Out, Console.Error,
        Console.IsOutputRedirected || Console.WindowWidth <= 0 ? null : Console.WindowWidth,
        !Console.IsOutputRedirected && Environment.GetEnvironmentVariable("NO_COLOR") is null or "" && Environment.GetEnvironmentVariable("TERM") != "dumb");

    public string Paint(string text, Colour colour) => Colours && colour != Colour.None ? $"\e[{(int)colour}m{text}\e[0m" : text;
}

// The codes of ANSI terminals.
internal enum Colour
{
    None = 0,
    Bold = 1,
    Dim = 2,
    Red = 31,
    Green = 32,
    Yellow = 33,
    Cyan = 36,
}
