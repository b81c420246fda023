using CsCheck;
using WebhookController.Core.Labels;
using WebhookController.Core.Naming;
using WebhookController.Core.Tests.Support;

namespace WebhookController.Core.Tests.Naming;

public sealed class SuggestedNameTests
{
    [Theory]
    [InlineData("data", "data")]
    [InlineData("data.web-0", "data-web-0")]
    [InlineData("", "data")]
    public void Is_the_pvcs_own_name_or_the_nearest_to_it(string pvc, string name) => Assert.Equal(name, SuggestedName.For(pvc));

    [Fact]
    public void Is_always_a_legal_name() => Gen.Char["ab0.-"].Array[0, 253].Select(chars => new string(chars))
        .SampleTheSame(pvc => Assert.True(ValueGrammars.IsDnsLabel(SuggestedName.For(pvc))));
}
