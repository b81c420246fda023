using System.Globalization;
using System.Text;
using WebhookController.Core.Labels;

namespace WebhookController.Admission;

/// The text that kubectl shows for a denial.
internal static class DenialMessage
{
    // Of a dozen mistakes or more nobody reads on.
    private const int MostShown = 20;

    public static string Of(IReadOnlyList<Violation> denials, string subject)
    {
        if (denials.Count == 1) return denials[0].Message;
        var text = new StringBuilder();
        text.Append(CultureInfo.InvariantCulture, $"{denials.Count} {subject} need a change:");
        foreach (var denial in denials.Take(MostShown)) text.Append("\n  ").Append(denial.Message);
        if (denials.Count > MostShown) text.Append(CultureInfo.InvariantCulture, $"\n  and {denials.Count - MostShown} more");
        return text.ToString();
    }
}
