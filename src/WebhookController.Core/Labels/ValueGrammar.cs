namespace WebhookController.Core.Labels;

/// <summary>Reads a label's value; false where it isn't one of those allowed.</summary>
public delegate bool TryRead<T>(string text, Limits limits, out T value);

/// <summary>How the values of a label are read, and which ones are allowed, side by side so that they can't disagree.</summary>
/// <param name="TryRead">Reads a value.</param>
/// <param name="Allowed">The allowed values, in words that follow "use …".</param>
public sealed record ValueGrammar<T>(TryRead<T> TryRead, Func<Limits, string> Allowed);
