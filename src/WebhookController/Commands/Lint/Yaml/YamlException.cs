using System.Diagnostics.CodeAnalysis;

namespace WebhookController.Commands.Lint.Yaml;

// The rest of the file can't be read.
[SuppressMessage("Design", "CA1032", Justification = "Without a message it would help nobody.")]
[SuppressMessage("Design", "CA1064", Justification = "Nothing outside this application sees it.")]
internal sealed class YamlException(string message, Position? at = null) : Exception(message)
{
    // Null where it is about the file as a whole.
    public Position? At { get; } = at;
}
