using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using CsCheck;
using Microsoft.Extensions.Time.Testing;
using WebhookController.Admission;
using WebhookController.Cache;
using WebhookController.Commands.Lint.Manifests;
using WebhookController.Commands.Lint.Rules;
using WebhookController.Commands.Lint.Yaml;
using WebhookController.Core.Cluster;
using WebhookController.Core.Labels;
using WebhookController.Core.Layers;
using WebhookController.Core.Objects;
using WebhookController.Kubernetes.Objects;
using WebhookController.Tests.Cache;
using WebhookController.Tests.Commands.Lint.Support;

namespace WebhookController.Tests.Commands.Lint.Rules;

/// What lint finds in manifests is what admission says to each of their PVCs, when all the others are there.
public sealed partial class AgreementTests
{
    private static readonly DateTimeOffset Now = new(2026, 11, 22, 12, 0, 0, TimeSpan.Zero);

    private int _claims;

    [Fact]
    public void Lint_and_admission_agree_on_ten_thousand_random_pvcs()
    {
        for (var seed = 0; _claims < 10_000; seed++)
            RandomManifests.Any.Sample(Agree, seed: new PCG(1, unchecked((ulong)seed * 0x9E3779B97F4A7C15)).ToString(), iter: 1, threads: 1, print: Yaml);
    }

    private void Agree(RandomManifests manifests)
    {
        var objects = Read(Yaml(manifests));
        var findings = new Linter(LintState.Of(objects, LabelKeys.Default, "longhorn-system", Now), requireEnabled: false, Now).Check(objects);
        foreach (var claim in manifests.Claims)
        {
            var name = $"PersistentVolumeClaim {claim["metadata"]!["namespace"]}/{claim["metadata"]!["name"]}";
            var verdict = Review(claim, manifests);
            if (verdict.Denials.Count == 0 && IsRefusedByKubernetes(claim))
            {
                // Admission says nothing of other storage, and of a PVC that opts out, but the API server doesn't take such labels there either.
                Assert.NotEmpty(Of(name, Severity.Error));
                continue;
            }

            Assert.Equal(verdict.Denials.Select(denial => denial.Message), Of(name, Severity.Error));
            Assert.Equal(verdict.Warnings.Where(warning => !News().IsMatch(warning)), Of(name, Severity.Warning));
            _claims++;
        }

        IEnumerable<string> Of(string name, Severity severity) =>
            findings.Where(finding => finding.Subject == name && finding.Severity == severity).Select(finding => finding.Message);
    }

    private static bool IsRefusedByKubernetes(JsonObject claim) => claim["metadata"]!["labels"]!.AsObject().Any(label => !LabelSyntax.IsValue(label.Value!.GetValue<string>()));

    // Both webhooks, as the API server calls them one after the other.
    private static Verdict Review(JsonObject claim, RandomManifests manifests)
    {
        var clock = new FakeTimeProvider(Now);
        var cache = ClusterOf(claim, manifests, clock);
        var reservations = new NameReservations(clock);
        var reviewer = new AdmissionReviewer(
            new(cache, reservations, clock), new(cache, reservations, new AdmissionOptions(), clock), new(cache, "backup-controller", clock), new(cache, clock));
        var request = Request(claim);
        var mutation = reviewer.Review(AdmissionPath.Mutate, request);
        return mutation.Decision == Decision.Denied ? mutation with { Warnings = [] } : reviewer.Review(AdmissionPath.Validate, request);
    }

    private static ClusterCache ClusterOf(JsonObject claim, RandomManifests manifests, TimeProvider clock)
    {
        var keys = LabelKeys.Default;
        // What the input doesn't have says nothing, and its storage is Longhorn's.
        var isDefaulted = manifests.Classes.Any(item => item["metadata"]!["annotations"]!["storageclass.kubernetes.io/is-default-class"]!.GetValue<string>() == "true");
        var classes = manifests.Classes.Select(item => CoreReaders.StorageClass(Element(item), keys))
            .Append(new() { Key = ObjectKey.ClusterScoped("unknown"), Uid = "", ResourceVersion = "", Provisioner = LonghornLabels.Driver })
            .Concat(isDefaulted ? [] : [new() { Key = ObjectKey.ClusterScoped("standard"), Uid = "", ResourceVersion = "", Provisioner = LonghornLabels.Driver, IsDefault = true }]);
        var namespaces = manifests.Namespaces.Select(item => CoreReaders.Namespace(Element(item), keys)).ToList();
        return new ClusterCache(keys, "longhorn-system", clock)
            .Load(StateSlots.StorageClasses, [.. classes])
            .Load(StateSlots.PersistentVolumes)
            .Load(StateSlots.Jobs)
            .Load(StateSlots.Namespaces, [.. namespaces, .. ((string[])["a", "a-b"]).Where(name => namespaces.TrueForAll(item => item.Key.Name != name)).Select(ClusterCacheExtensions.Namespace)])
            .Load(StateSlots.Claims, [.. manifests.Claims.Where(other => other != claim).Select(other => CoreReaders.Claim(Element(other), keys, Exemptions.None))]);
    }

    private static AdmissionRequest Request(JsonObject claim)
    {
        var review = new JsonObject
        {
            ["apiVersion"] = "admission.k8s.io/v1",
            ["kind"] = "AdmissionReview",
            ["request"] = new JsonObject
            {
                ["uid"] = "u",
                ["kind"] = new JsonObject { ["group"] = "", ["version"] = "v1", ["kind"] = "PersistentVolumeClaim" },
                ["operation"] = "CREATE",
                ["namespace"] = claim["metadata"]!["namespace"]!.DeepClone(),
                ["name"] = claim["metadata"]!["name"]!.DeepClone(),
                ["object"] = claim.DeepClone(),
            },
        };
        return new AdmissionRequest(JsonSerializer.Deserialize(review.ToJsonString(), AdmissionJson.Default.ReviewDto)!.Request!);
    }

    private static ManifestObjects Read(string text)
    {
        var (budget, collector) = (new YamlBudget(), new ObjectCollector(LabelKeys.Default, "default", note => Assert.Fail(note)));
        var reader = new ManifestReader("file.yaml", budget);
        foreach (var manifest in reader.Read(text)) collector.Add(manifest, budget);
        Assert.Null(reader.Problem);
        return collector.Objects;
    }

    // JSON is YAML.
    private static string Yaml(RandomManifests manifests)
    {
        var text = new StringBuilder();
        foreach (var item in manifests.Namespaces.Concat(manifests.Classes).Concat(manifests.Claims)) text.Append("---\n").Append(item.ToJsonString()).Append('\n');
        return text.ToString();
    }

    private static JsonElement Element(JsonObject item) => JsonSerializer.Deserialize<JsonElement>(item.ToJsonString());

    // What needs no change of the manifest, and is left out there.
    [GeneratedRegex(": (not )?backed up: its (Namespace|StorageClass) says |: whether it is backed up isn't known yet: ")]
    private static partial Regex News();
}
