using System.Text;

namespace Benchmarks.Hostile;

/// Bodies that are expensive to read: almost eight megabytes in small pieces.
internal static class Bodies
{
    private const int Bytes = 7_900_000;

    public static byte[] Labels { get; } = Encoding.ASCII.GetBytes(
        """{"apiVersion":"admission.k8s.io/v1","kind":"AdmissionReview","request":{"uid":"u","operation":"CREATE","namespace":"a","name":"b","""
        + """ "kind":{"version":"v1","kind":"PersistentVolumeClaim"},"object":{"metadata":{"name":"b","namespace":"a","labels":{"""
        + Entries(i => $"backup.vluwte.nl/{i:x}") + "}},\"spec\":{}}}}");

    public static byte[] Defaults { get; } = Encoding.ASCII.GetBytes(
        """{"apiVersion":"admission.k8s.io/v1","kind":"AdmissionReview","request":{"uid":"u","operation":"CREATE","namespace":"backup-controller","""
        + """ "name":"backup-defaults","kind":{"version":"v1","kind":"ConfigMap"},"object":{"metadata":{"name":"backup-defaults"},"data":{"""
        + Entries(i => $"{i:x}") + "}}}}");

    private static string Entries(Func<uint, string> key)
    {
        var text = new StringBuilder(Bytes);
        for (var i = 0u; text.Length < Bytes; i++) text.Append('"').Append(key(i * 2654435761)).Append("\":\"\",");
        return text.ToString(0, text.Length - 1);
    }
}
