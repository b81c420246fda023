using WebhookController.Core.Cluster;
using WebhookController.Core.Labels;
using WebhookController.Core.Layers;
using WebhookController.Core.Report;
using WebhookController.Core.Status;

namespace WebhookController.Core.Tests.Report;

public sealed class ReportWordsTests
{
    public static TheoryData<ReasonedState> AllStates =>
    [
        .. Enum.GetValues<ProtectionReason>().Select(ReasonedState.For), .. Enum.GetValues<Condition>().Select(ReasonedState.Violating),
        ReasonedState.NotRead, ReasonedState.BackedUpByOthersOnly,
    ];

    [Theory]
    [MemberData(nameof(AllStates), DisableDiscoveryEnumeration = true)]
    public void Every_reason_has_words_that_follow_it(ReasonedState state)
    {
        var words = state.ReasonInWords();

        Assert.DoesNotContain('_', words);
        Assert.Contains(' ', words);
        Assert.True(char.IsLower(words[0]), words);
    }

    [Fact]
    public void Two_reasons_never_read_the_same() =>
        Assert.Distinct(Enum.GetValues<ProtectionReason>().Select(reason => ReasonedState.For(reason).ReasonInWords()).Append(ReasonedState.BackedUpByOthersOnly.ReasonInWords()));

    [Fact]
    public void Every_state_source_and_untracked_reason_has_words()
    {
        Assert.All(Enum.GetValues<ProtectionState>(), state => Assert.DoesNotContain('_', state.InWords()));
        Assert.All(Enum.GetValues<SettingSource>(), source => Assert.NotEmpty(source.InWords()));
        Assert.All(Enum.GetValues<UntrackedReason>(), reason => Assert.NotEmpty(reason.InWords()));
        Assert.All(Enum.GetValues<EnabledBy>().Except([EnabledBy.Nobody]), by => Assert.NotNull(by.InWords()));
    }
}
