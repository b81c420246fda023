using WebhookController.Kubernetes.Objects;

namespace WebhookController.Tests.Kubernetes.Objects;

public sealed class MicroTimeTests
{
    [Fact]
    public void A_whole_second_has_its_six_digits_too_and_is_in_utc() => Assert.Equal(
        "2026-11-22T20:04:55.000000Z", MicroTime.Format(new DateTimeOffset(2026, 11, 22, 21, 4, 55, TimeSpan.FromHours(1))));
}
