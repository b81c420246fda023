namespace WebhookController.Admission;

internal sealed class ResponseDto
{
    public required string Uid { get; init; }

    public required bool Allowed { get; init; }

    public StatusDto? Status { get; init; }

    public IReadOnlyList<string>? Warnings { get; init; }

    public string? PatchType { get; init; }

    public byte[]? Patch { get; init; }

    public IReadOnlyDictionary<string, string>? AuditAnnotations { get; init; }
}

// A Kubernetes Status: in a response it carries the message for the user, alone it is the body of a 4xx or 5xx.
internal sealed class StatusDto
{
    public string Kind { get; init; } = "Status";

    public string ApiVersion { get; init; } = "v1";

    public string Status { get; init; } = "Failure";

    public required string Message { get; init; }

    public required string Reason { get; init; }

    public required int Code { get; init; }
}
