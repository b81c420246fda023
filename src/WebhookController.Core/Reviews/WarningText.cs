using System.Globalization;
using WebhookController.Core.Cluster;
using WebhookController.Core.Objects;

namespace WebhookController.Core.Reviews;

/// <summary>The form of warnings: each names its PVC, since kubectl prints equal lines once for all objects of a command, and stays under the 120
/// characters that kubectl shows well.</summary>
public static class WarningText
{
    private const int LongestSubject = 32;
    private const int LongestLine = 119;

    // A warning is sent as a header: letters beyond ASCII are avoided.
    private const string Ellipsis = "...";

    /// <summary>The line for a PVC; of one that is yet to be named, its namespace.</summary>
    public static string Line(ObjectKey claim, string text) => Line(claim.ToString(), text);

    /// <summary>The line for something else.</summary>
    public static string Line(string subject, string text) => Bounded($"{Bounded(subject, LongestSubject)}: {text}", LongestLine);

    /// <summary>The beginning of <paramref name="text"/>, with an ellipsis where there is more.</summary>
    public static string Bounded(string text, int longest) => text.Length <= longest ? text : LonghornText.Beginning(text, longest - Ellipsis.Length) + Ellipsis;

    /// <summary>What stays of a job that is deleted.</summary>
    internal static string BackupsOf(string job, ClusterState state) => state.Longhorn.BackupIndex.CompleteOf(job).Backups switch
    {
        _ when !state.Longhorn.Backups.Synced => "its backups stay",
        0 => "it has no backups",
        1 => "its backup stays",
        var many => string.Create(CultureInfo.InvariantCulture, $"its {many} backups stay"),
    };
}
