using System.Diagnostics.CodeAnalysis;

namespace WebhookController.Hosting;

/// The options can't be used as they are; the message is for the one who set them.
[SuppressMessage("Design", "CA1032", Justification = "Without a message it would help nobody.")]
[SuppressMessage("Design", "CA1064", Justification = "Nothing outside this application sees it.")]
internal sealed class OptionsException(string message) : Exception(message);
