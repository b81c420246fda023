namespace WebhookController.Commands.Lint.Input;

// Something to check.
internal sealed record InputFile(string Name, Func<Stream> Open)
{
    public const string StandardInput = "-";

    public const string NameOfStandardInput = "<stdin>";

    public bool IsStandardInput => Name == NameOfStandardInput;

    public static InputFile At(string path, string name) => new(name, () => new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite));
}
