using WebhookController.Commands.Lint.Manifests;
using WebhookController.Commands.Lint.Yaml;

namespace WebhookController.Tests.Commands.Lint.Manifests;

/// Which PVCs are made of what is no PVC, and by which names.
public sealed class ClaimTemplatesTests
{
    private const string Volume = "volumes: [{name: v, ephemeral: {volumeClaimTemplate: {metadata: {labels: {a: b}}, spec: {}}}}, {name: other, emptyDir: {}}]";

    [Theory]
    [InlineData("", "data-db-0")]
    [InlineData("replicas: 3", "data-db-0", "data-db-1", "data-db-2")]
    [InlineData("replicas: 0", "data-db-0")]
    [InlineData("replicas: 2, ordinals: {start: 5}", "data-db-5", "data-db-6")]
    [InlineData("replicas: many", "data-db-0")]
    public void A_stateful_set_makes_one_for_each_replica(string spec, params string[] names) =>
        Assert.Equal(names, NamesIn($"{{kind: StatefulSet, metadata: {{name: db}}, spec: {{{spec}{(spec.Length > 0 ? ", " : "")}volumeClaimTemplates: [{{metadata: {{name: data}}}}]}}}}"));

    [Fact]
    public void Of_many_replicas_a_hundred_are_enough() =>
        Assert.Equal(100, NamesIn("{kind: StatefulSet, metadata: {name: db}, spec: {replicas: 2000000000, volumeClaimTemplates: [{metadata: {name: data}}]}}").Count);

    [Theory]
    [InlineData("kind: Pod, metadata: {name: p}, spec: {VOLUME}", "p-v")]
    [InlineData("kind: Pod, metadata: {generateName: p-}, spec: {VOLUME}", "p-*-v")]
    [InlineData("kind: PodTemplate, metadata: {name: p}, template: {spec: {VOLUME}}", "p-*-v")]
    [InlineData("kind: StatefulSet, metadata: {name: db}, spec: {replicas: 2, template: {spec: {VOLUME}}}", "db-0-v", "db-1-v")]
    [InlineData("kind: Deployment, metadata: {name: d}, spec: {template: {spec: {VOLUME}}}", "d-*-v")]
    [InlineData("kind: Deployment, metadata: {name: d}, spec: {replicas: 2, template: {spec: {VOLUME}}}", "d-*-v", "d-*-v (of another Pod)")]
    [InlineData("kind: ReplicaSet, metadata: {name: d}, spec: {replicas: 2, template: {spec: {VOLUME}}}", "d-*-v", "d-*-v (of another Pod)")]
    [InlineData("kind: DaemonSet, metadata: {name: d}, spec: {template: {spec: {VOLUME}}}", "d-*-v", "d-*-v (of another Pod)")]
    [InlineData("kind: Job, metadata: {name: j}, spec: {template: {spec: {VOLUME}}}", "j-*-v")]
    [InlineData("kind: Job, metadata: {name: j}, spec: {parallelism: 2, template: {spec: {VOLUME}}}", "j-*-v", "j-*-v (of another Pod)")]
    [InlineData("kind: Job, metadata: {name: j}, spec: {completions: 2, template: {spec: {VOLUME}}}", "j-*-v", "j-*-v (of another Pod)")]
    [InlineData("kind: CronJob, metadata: {name: c}, spec: {jobTemplate: {spec: {template: {spec: {VOLUME}}}}}", "c-*-v")]
    [InlineData("kind: Rollout, metadata: {name: r}, spec: {template: {spec: {VOLUME}}}", "r-*-v")]
    [InlineData("kind: Service, metadata: {name: s}, spec: {}")]
    public void Pods_bring_ephemeral_volumes(string owner, params string[] names) =>
        Assert.Equal(names, NamesIn($"{{{owner.Replace("VOLUME", Volume, StringComparison.Ordinal)}}}"));

    [Fact]
    public void Each_says_where_it_is_written()
    {
        var templates = TemplatesIn($$"""
            kind: StatefulSet
            metadata: {name: db}
            spec:
              volumeClaimTemplates:
              - metadata: {name: data, labels: {a: b} }
              template: {spec: { {{Volume}} } }
            """).ToList();

        Assert.Equal(["StatefulSet shop/db, template data", "StatefulSet shop/db, volume v"], templates.Select(template => template.Written.Subject));
        Assert.Equal([new Position(5, 22), new Position(6, 39)], templates.Select(template => template.Written.At));
        Assert.Equal([new Position(5, 40), new Position(6, 99)], templates.Select(template => template.Written.OfValue("a")));
    }

    private static List<string> NamesIn(string owner) => [.. TemplatesIn(owner).SelectMany(template => template.Names)];

    private static IEnumerable<ClaimTemplate> TemplatesIn(string owner) =>
        new ManifestReader("file.yaml", new YamlBudget()).Read(owner).SelectMany(manifest => ClaimTemplates.Of(manifest, "shop"));
}
