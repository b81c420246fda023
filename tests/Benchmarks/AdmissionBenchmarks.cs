using System.Buffers;
using System.IO.Pipelines;
using System.Text;
using BenchmarkDotNet.Attributes;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.Extensions.Logging.Abstractions;
using WebhookController.Admission;
using WebhookController.Cache;
using WebhookController.Core.Cluster;
using WebhookController.Core.Labels;
using WebhookController.Core.Objects;

namespace Benchmarks;

/// One review from the bytes of the body to the bytes of the answer, without the network, in a cluster of ten thousand PVCs.
[MemoryDiagnoser]
public class AdmissionBenchmarks
{
    private AdmissionEndpoint _endpoint = null!;
    private byte[] _admitted = null!;
    private byte[] _denied = null!;
    private byte[] _resized = null!;

    [GlobalSetup]
    public void SetUp()
    {
        var clock = TimeProvider.System;
        var cache = new ClusterCache(LabelKeys.Default, "longhorn-system", clock);
        Fill(cache);
        var reservations = new NameReservations(clock);
        var reviewer = new AdmissionReviewer(
            new ClaimMutation(cache, reservations, clock),
            new ClaimValidation(cache, reservations, new AdmissionOptions(), clock),
            new DefaultsValidation(cache, "backup-controller", clock),
            new LayerValidation(cache, clock));
        _endpoint = new AdmissionEndpoint(new AdmissionGate(), reviewer, new NoAdmissionObserver(), new AdmissionLog(clock, NullLogger<AdmissionLog>.Instance), clock);
        _admitted = Body(before: "", after: Labels("6"));
        _denied = Body(before: "", after: Labels("5"));
        _resized = Body(before: Labels("6"), after: Labels("6"));
    }

    [Benchmark(Baseline = true)]
    public Task<long> AdmitNewLabels() => Serve(_admitted, AdmissionPath.Validate);

    [Benchmark]
    public Task<long> DenyNewLabels() => Serve(_denied, AdmissionPath.Validate);

    [Benchmark]
    public Task<long> AdmitOtherChange() => Serve(_resized, AdmissionPath.Validate);

    [Benchmark]
    public Task<long> Mutate() => Serve(_admitted, AdmissionPath.Mutate);

    private async Task<long> Serve(byte[] body, AdmissionPath path)
    {
        var http = new DefaultHttpContext();
        http.Features.Set<IRequestBodyPipeFeature>(new Pipe(PipeReader.Create(Block.Of(body))));
        http.Request.ContentType = "application/json";
        http.Request.ContentLength = body.Length;
        await _endpoint.ServeAsync(http, path);
        return http.Response.StatusCode == StatusCodes.Status200OK ? http.Response.ContentLength!.Value : throw new InvalidOperationException("not answered");
    }

    private static void Fill(ClusterCache cache)
    {
        var claims = Enumerable.Range(0, 10_000).Select(i => new Claim
        {
            Key = new($"team-{i % 50}", $"data-{i}"),
            Uid = $"uid-{i}",
            ResourceVersion = "1",
            StorageClass = "longhorn",
            Labels = LabelSet.Of(("backup.vluwte.nl/enabled", "true"), ("backup.vluwte.nl/name", $"data-{i}")),
        });
        var longhorn = new StorageClass { Key = ObjectKey.ClusterScoped("longhorn"), Uid = "1", ResourceVersion = "1", Provisioner = LonghornLabels.Driver };
        cache.Update(StateSlots.Claims, null, set => set.Replace(claims, [], "1"));
        cache.Update(StateSlots.StorageClasses, null, set => set.Replace([longhorn], [], "1"));
        cache.Update(StateSlots.PersistentVolumes, null, set => set.Replace([], [], "1"));
    }

    private static string Labels(string interval) =>
        $""","backup.vluwte.nl/enabled":"true","backup.vluwte.nl/name":"grafana","backup.vluwte.nl/start":"0200","backup.vluwte.nl/interval":"{interval}" """;

    private static byte[] Body(string before, string after) => Encoding.UTF8.GetBytes($$"""
        {"kind":"AdmissionReview","apiVersion":"admission.k8s.io/v1","request":{"uid":"705ab4f5-6393-11e8-b7cc-42010a800002",
        "kind":{"group":"","version":"v1","kind":"PersistentVolumeClaim"},"resource":{"group":"","version":"v1","resource":"persistentvolumeclaims"},
        "name":"data-1","namespace":"monitoring","operation":"UPDATE","userInfo":{"username":"kubernetes-admin","groups":["system:authenticated"]},
        "object":{{Claim(after)}},"oldObject":{{Claim(before)}},"dryRun":false,"options":{"kind":"UpdateOptions","apiVersion":"meta.k8s.io/v1"} } }
        """);

    private static string Claim(string labels) => $$"""
        {"kind":"PersistentVolumeClaim","apiVersion":"v1","metadata":{"name":"data-1","namespace":"monitoring","uid":"5b2c4c56-6e2b-4a39-8f0c-0d9a7d0f1f5e",
        "resourceVersion":"12345","creationTimestamp":"2026-11-22T10:00:00Z","labels":{"app.kubernetes.io/name":"grafana"{{labels}}},
        "annotations":{"pv.kubernetes.io/bind-completed":"yes","volume.kubernetes.io/storage-provisioner":"driver.longhorn.io",
        "kubectl.kubernetes.io/last-applied-configuration":"{{new string('x', 400)}}"},"finalizers":["kubernetes.io/pvc-protection"],
        "managedFields":[{{string.Join(',', Enumerable.Repeat(ManagedFields, 3))}}]},
        "spec":{"accessModes":["ReadWriteOnce"],"resources":{"requests":{"storage":"10Gi"} },"volumeName":"pvc-5b2c4c56","storageClassName":"longhorn"},
        "status":{"phase":"Bound","accessModes":["ReadWriteOnce"],"capacity":{"storage":"10Gi"} } }
        """;

    private const string ManagedFields =
        """{"manager":"kubectl-label","operation":"Update","apiVersion":"v1","time":"2026-11-22T10:00:00Z","fieldsType":"FieldsV1","fieldsV1":{"f:metadata":{"f:labels":{".":{},"f:app.kubernetes.io/name":{},"f:backup.vluwte.nl/enabled":{}},"f:annotations":{".":{},"f:pv.kubernetes.io/bind-completed":{}}},"f:spec":{"f:accessModes":{},"f:resources":{"f:requests":{".":{},"f:storage":{}}},"f:storageClassName":{},"f:volumeMode":{}}}}""";

    private sealed class Pipe(PipeReader reader) : IRequestBodyPipeFeature
    {
        public PipeReader Reader { get; } = reader;
    }

    // Kestrel's memory is in pieces of this size, and so is what it reads.
    private sealed class Block : ReadOnlySequenceSegment<byte>
    {
        private const int Size = 4096;

        private Block(ReadOnlyMemory<byte> memory, long index) => (Memory, RunningIndex) = (memory, index);

        public static ReadOnlySequence<byte> Of(byte[] body)
        {
            var first = new Block(body.AsMemory(0, Math.Min(Size, body.Length)), 0);
            var last = first;
            for (var index = Size; index < body.Length; index += Size)
            {
                var next = new Block(body.AsMemory(index, Math.Min(Size, body.Length - index)), index);
                last.Next = next;
                last = next;
            }

            return new ReadOnlySequence<byte>(first, 0, last, last.Memory.Length);
        }
    }
}
