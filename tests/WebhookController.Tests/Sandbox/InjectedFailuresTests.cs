using System.Text.Json.Nodes;
using Sandbox.Longhorn;

namespace WebhookController.Tests.SandboxTests;

public sealed class InjectedFailuresTests
{
    [Fact]
    public void A_failure_is_assigned_to_the_object_seen_first_in_any_order_of_processing()
    {
        var failures = new InjectedFailures();
        failures.Add(InjectedFailure.Hang());
        failures.Assign(Object("first"));
        failures.Assign(Object("second"));

        Assert.Null(failures.For(Object("second")));
        Assert.NotNull(failures.For(Object("first")));
    }

    private static JsonObject Object(string uid) => new() { ["metadata"] = new JsonObject { ["uid"] = uid } };
}
