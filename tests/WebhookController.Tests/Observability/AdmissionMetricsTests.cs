using System.Text;
using WebhookController.Observability;

namespace WebhookController.Tests.Observability;

public sealed class AdmissionMetricsTests
{
    [Fact]
    public async Task The_series_of_alerts_are_there_before_the_first_error_so_that_it_is_an_increase()
    {
        var metrics = new ControllerMetrics();
        _ = new AdmissionMetrics(metrics);

        using var text = new MemoryStream();
        await metrics.Registry.CollectAndExportAsTextAsync(text, TestContext.Current.CancellationToken);

        Assert.Equal(
            [
                """backup_admission_reviews_total{path="mutate",operation="other",decision="abandoned"} 0""",
                """backup_admission_reviews_total{path="mutate",operation="other",decision="failed"} 0""",
                """backup_admission_reviews_total{path="validate",operation="other",decision="abandoned"} 0""",
                """backup_admission_reviews_total{path="validate",operation="other",decision="failed"} 0""",
            ],
            Encoding.UTF8.GetString(text.ToArray()).Split('\n').Where(line => line.StartsWith("backup_admission_reviews_total{", StringComparison.Ordinal)).Order());
    }
}
