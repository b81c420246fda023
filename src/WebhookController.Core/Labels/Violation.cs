namespace WebhookController.Core.Labels;

/// <summary>One thing that is wrong, in words that help: what, with which value, and what to do.</summary>
/// <param name="Condition">Which of the closed set it is.</param>
/// <param name="Key">The label (or ConfigMap key) at fault.</param>
/// <param name="Value">Its value, or null where the fault is that it is missing.</param>
/// <param name="Advice">What is allowed or to be done, following a colon.</param>
public sealed record Violation(Condition Condition, string Key, string? Value, string Advice)
{
    private const int ValueShown = 63;

    /// <summary>What to say instead, where it isn't about the value.</summary>
    public string? Sentence { get; init; }

    /// <summary>The whole sentence.</summary>
    public string Message => Sentence is not null ? Sentence : Value is null ? $"{Key} is missing: {Advice}" : $"{Key}={Shown(Value)} is not allowed: {Advice}";

    /// <summary>Whether <paramref name="other"/> is the same mistake, whatever the advice: admission denies only mistakes that are new.</summary>
    public bool IsSameMistakeAs(Violation other) => (Condition, Key, Value) == (other.Condition, other.Key, other.Value);

    private static string Shown(string value) => ShownValue.Of(value, ValueShown);
}
