namespace WebhookController.Core.Labels;

/// <summary>A row of the label table: one label a PVC may carry.</summary>
/// <param name="Name">The key without the prefix.</param>
/// <param name="Condition">The violation of a value that isn't allowed.</param>
/// <param name="Default">What holds where neither the PVC nor the ConfigMap says anything, as text; null where nothing does.</param>
public abstract record LabelRow(string Name, Condition Condition, string? Default)
{
    /// <summary>What values are allowed, in words that follow "use …".</summary>
    public abstract string Allowed(Limits limits);
}

/// <summary>A row whose values are read as <typeparamref name="T"/>.</summary>
/// <param name="Name">The key without the prefix.</param>
/// <param name="Condition">The violation of a value that isn't allowed.</param>
/// <param name="Grammar">How a value is read and which ones are allowed.</param>
/// <param name="Default">What holds where neither the PVC nor the ConfigMap says anything, as text; null where nothing does.</param>
public sealed record LabelRow<T>(string Name, Condition Condition, ValueGrammar<T> Grammar, string? Default = null)
    : LabelRow(Name, Condition, Default)
{
    /// <inheritdoc />
    public override string Allowed(Limits limits) => Grammar.Allowed(limits);
}
