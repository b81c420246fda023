using System.Text.Json.Nodes;
using Sandbox.Longhorn;

namespace WebhookController.Tests.SandboxTests;

public sealed class FatesTests
{
    [Fact]
    public void A_fate_is_that_of_the_object_seen_first_whichever_is_worked_on_first()
    {
        var fates = new Fates();
        fates.Add(Fate.NeverEnds());
        fates.Draw(Object("first"));
        fates.Draw(Object("second"));

        Assert.Null(fates.Of(Object("second")));
        Assert.NotNull(fates.Of(Object("first")));
    }

    private static JsonObject Object(string uid) => new() { ["metadata"] = new JsonObject { ["uid"] = uid } };
}
