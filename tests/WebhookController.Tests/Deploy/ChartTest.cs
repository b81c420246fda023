using WebhookController.Tests.Deploy.Support;

namespace WebhookController.Tests.Deploy;

/// A test of the chart in every way in which the cases install it.
public abstract class ChartTest
{
    public static TheoryData<string> Cases => [.. ChartCase.Names];
}
