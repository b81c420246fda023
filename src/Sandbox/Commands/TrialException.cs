using System.Diagnostics.CodeAnalysis;

namespace Sandbox.Commands;

/// <summary>A trial run can't be started, or a step of it didn't end as expected; the message is for the one who started it.</summary>
[SuppressMessage("Design", "CA1064", Justification = "Nothing outside this application sees it.")]
internal sealed class TrialException(string message) : Exception(message);
