using WebhookController.Admission;
using WebhookController.Commands.Lint.Manifests;
using WebhookController.Core.Labels;
using WebhookController.Core.Reviews;

namespace WebhookController.Commands.Lint.Rules;

// Finds what is wrong in the input. It has no rules about labels of its own: it asks those of admission.
internal sealed class Linter(LintState state, bool requireEnabled, DateTimeOffset now)
{
    private readonly LabelKeys _keys = state.All.Keys;

    public IReadOnlyList<Finding> Check(ManifestObjects objects)
    {
        var claims = new ClaimRules(state, requireEnabled, now);
        var writtenOut = objects.Claims.Where(written => !written.IsTemplate).SelectMany(written => written.Claims).Select(claim => claim.Key).ToHashSet();
        return
        [
            .. objects.Claims.SelectMany(written => TextRules.Check(written.Written, _keys.IsOurs).Concat(claims.Check(written, writtenOut))),
            .. objects.Layers.SelectMany(layer => TextRules.Check(layer.Written, _keys.IsOurs).Concat(Check(layer))),
            .. objects.Defaults.SelectMany(defaults => TextRules.Check(defaults.Written, static _ => true).Concat(Check(defaults))),
            .. new StartRules(state).Check(objects),
        ];
    }

    private IEnumerable<Finding> Check(WrittenLayer layer)
    {
        var limit = LabelLimit.Of(layer.Labels);
        var review = LayerReview.Of(new LayerChange(layer.Kind, layer.Name, null, layer.Labels, state.All, now));
        return (limit.IsExceeded ? [limit.Violation(_keys, LabelTable.OfLayers)] : review.Denials).Select(denial => Finding.Of(denial, layer.Written));
    }

    private IEnumerable<Finding> Check(WrittenDefaults defaults)
    {
        var data = defaults.ConfigMap.Data;
        var mistakes = DefaultsReview.IsTooLarge(data.Count) ? [DefaultsReview.TooLarge] : DefaultsReview.MistakesOf(data, state.All.Limits);
        return mistakes.Select(mistake => Finding.Of(mistake, defaults.Written));
    }
}
