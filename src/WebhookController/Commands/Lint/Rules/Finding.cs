using WebhookController.Admission;
using WebhookController.Commands.Lint.Manifests;
using WebhookController.Commands.Lint.Yaml;
using WebhookController.Core.Labels;

namespace WebhookController.Commands.Lint.Rules;

internal enum Severity
{
    // What admission (or the API server) refuses, and what was asked to be refused.
    Error,

    // What admission warns of.
    Warning,
}

// Something that is wrong, and where. All of it was written by others, and goes into terminals and logs.
internal sealed record Finding
{
    private const int LongestMessage = 1000;
    private const int LongestSubject = 400;

    private Finding(Severity severity, string rule, string message, Written written, Position at)
    {
        (Severity, Rule, File, At) = (severity, rule, written.File, at);
        (Message, Subject) = (LogText.Sanitize(message, LongestMessage), LogText.Sanitize(written.Subject, LongestSubject));
    }

    public Severity Severity { get; private init; }

    public string Rule { get; }

    public string Message { get; private init; }

    public string File { get; }

    public Position At { get; }

    // The object.
    public string Subject { get; }

    public string? Label { get; private init; }

    public static Finding Of(Violation violation, Written written) => new(
        Severity.Error, violation.Condition.MetricName(), violation.Message, written,
        violation.Condition == Condition.UnknownLabel ? written.OfKey(violation.Key) : written.OfValue(violation.Key))
    {
        Label = violation.Key,
    };

    public static Finding NotText(string label, string message, Written written, Position at) =>
        new(Severity.Error, RuleNames.NotText, message, written, at) { Label = label };

    public static Finding Warning(string rule, string message, Written written, Position at) => new(Severity.Warning, rule, message, written, at);

    // Of a mistake only under a condition that follows.
    public Finding AsWarning(string condition) => this with { Severity = Severity.Warning, Message = $"{Message}, {condition}" };

    // What it is about, in whatever words.
    public (string File, Position At, string Rule, string? Label, string Subject) Mistake => (File, At, Rule, Label, Subject);
}
