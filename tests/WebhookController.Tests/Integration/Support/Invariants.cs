using System.Text;
using System.Text.Json.Nodes;
using Sandbox;
using WebhookController.Core.Archive;
using WebhookController.Core.Cluster;
using WebhookController.Core.Labels;
using WebhookController.Core.Naming;
using WebhookController.Core.Objects;
using WebhookController.Core.Policy;

namespace WebhookController.Tests.Integration.Support;

/// The invariants of the design, looked at from outside: what the API server holds, and what it was asked.
internal sealed class Invariants(Scenario scenario)
{
    private readonly Looks _looks = new();
    private readonly PlanInvariants _plans = new(scenario);

    public async Task HoldAsync()
    {
        var state = await ConvergedAsync();
        await EveryValidClaimHasItsJobAsync(state);
        NoVolumeCarriesAJobInVain(state);
        NothingForbiddenWasWritten(state);
        _looks.Take(state);
        _plans.WhatWasAnnouncedIsTrue(state);
        await _plans.HoldAsync();
        var claims = await scenario.Api.ListAsync("api/v1/persistentvolumeclaims");
        NoLabelOfOursWasWritten(claims);
        await AVerdictIsTheSameTwiceAsync(claims.Take(3));
        await NoLabelIsFilledInAsync(claims.Take(3));
        await ARestartWritesNothingAsync();
    }

    /// For the invariants that compare: taken whenever nothing is under way.
    public void Look(ClusterState state)
    {
        _looks.Take(state);
        if (Left(state).Length == 0) _plans.WhatWasAnnouncedIsTrue(state);
    }

    /// I9: sooner or later nothing is left to do. Whatever the controller began before has ended by then: a write that is still under way may
    /// be of another cluster than the one that is looked at.
    public async Task<ClusterState> ConvergedAsync()
    {
        var left = "";
        ClusterState? state = null;
        try
        {
            await Eventually.HoldsAsync("nothing is left to do", async () =>
            {
                if ((left = Left(await scenario.ReadClusterAsync())).Length > 0) return false;
                await scenario.IdleAsync();
                state = await scenario.ReadClusterAsync();
                return (left = Left(state)).Length == 0;
            });
        }
        catch (TimeoutException)
        {
            Assert.Fail($"I9: this was never done:\n{left}");
        }
        return state!;
    }

    private string Left(ClusterState state) => string.Join('\n', _plans.Of(state).Changes.Select(change => change.Describe()).Concat(Unsettled(state)));

    // The binder isn't ours, nor is what lets a PVC go, but what they do gives us something to do.
    private static IEnumerable<string> Unsettled(ClusterState state) => state.Claims.Items.Values
        .Where(claim => claim.Deleting || (claim.VolumeName is null && ClaimScope.Of(claim, state) == Scope.Longhorn))
        .Select(claim => $"{claim.Key} is not {(claim.Deleting ? "gone" : "bound")}");

    // I3, by what is in the cluster and not by the planner.
    private async Task EveryValidClaimHasItsJobAsync(ClusterState state)
    {
        if (!state.CanPlan) return;
        var keys = LabelKeys.Default;
        foreach (var claim in state.Claims.Items.Values)
        {
            if (claim.Deleting || claim.VolumeName is null || ClaimScope.Of(claim, state) != Scope.Longhorn) continue;
            var evaluation = BackupPolicy.Evaluate(claim, state);
            if (!evaluation.Valid || !evaluation.Intent.OptedIn) continue;

            var names = new JobNames(claim.Key, claim.Labels[keys.Name]);
            var mine = state.Longhorn.Jobs.Items.Values
                .Where(job => job.Labels[keys.Managed] == "true" && !IsOfPredecessor(job, claim, keys))
                .Where(job => job.Labels[keys.SourceNamespace] == claim.Key.Namespace && job.Labels[keys.SourcePvc] == SourceLabels.KeyOf(claim.Key).Name)
                .Select(job => job.Key.Name).ToList();
            var wanted = !mine.Contains(names.Plain) && mine.Contains(names.Derived) ? names.Derived : names.Plain;
            Assert.True(mine.Contains(wanted), $"I3: {claim.Key} should have the job {wanted}");
            if (claim.Labels[keys.Archive] != "true") Assert.True(mine.Count == 1, $"I3: {claim.Key} should have no other job than {wanted}: {string.Join(", ", mine)}");
            if (!claim.IsJobLabelSource)
                Assert.True(Scenario.JobsOn(await scenario.VolumeOfAsync(claim.Key.Namespace, claim.Key.Name)).Contains(wanted), $"I3: the volume of {claim.Key} should carry {wanted}");
        }
    }

    // An archive says by a uid which PVC it is of; one of version 1 by its id.
    private static bool IsOfPredecessor(RecurringJob job, Claim claim, LabelKeys keys) => JobOwnership.IsArchive(job, keys)
        && (job.Annotations[keys.SourceUid] ?? job.Annotations[keys.ArchiveId]) is not null && !ArchiveJob.IsOf(claim.Uid, job, keys);

    // I12: Longhorn leaves the labels of deleted jobs on volumes. A volume whose PVC has a mistake in its labels keeps what it has.
    private static void NoVolumeCarriesAJobInVain(ClusterState state)
    {
        if (!state.CanPlan) return;
        foreach (var volume in state.Longhorn.Volumes.Items.Values)
        {
            var on = state.Claims.Items.Values.Where(claim => ClaimScope.LonghornVolumeOf(claim, state) == volume.Key.Name).ToList();
            if (volume.Deleting || on.Any(claim => claim.Deleting || !BackupPolicy.Evaluate(claim, state).Valid)) continue;
            foreach (var (label, value) in volume.JobLabels)
            {
                if (value != LonghornLabels.Enabled || state.Longhorn.Jobs[state.Longhorn.KeyOf(LonghornLabels.JobOf(label)!)] is not { } job) continue;
                if (!JobOwnership.IsManaged(job, state.Keys) || JobOwnership.SourceOf(job, state.Keys) is not { } source || state.HasUnknownClaim(source)) continue;
                Assert.True(on.Any(claim => SourceLabels.KeyOf(claim.Key) == source), $"I12: {volume.Key.Name} carries {job.Key.Name}");
            }
        }
    }

    // I1, I2, I7, I8: by the requests of the controller to the API server.
    private void NothingForbiddenWasWritten(ClusterState state)
    {
        var writes = scenario.Writes;
        foreach (var write in writes)
        {
            Assert.True(
                write.Resource is "recurringjobs" or "volumes" or "persistentvolumeclaims" || write is { Verb: "create", Resource: "snapshots" or "backups" },
                $"not ours to write: {write}");
            Assert.False(write is { Verb: "delete", Resource: "backups" or "snapshots" }, $"I8: {write}");
            if (write.Resource != "recurringjobs" || state.Longhorn.Jobs[new ObjectKey("longhorn-system", write.Name)] is not { } job) continue;
            if (write.Verb != "create") Assert.True(JobOwnership.IsManaged(job, LabelKeys.Default), $"I1: {write} of a job that isn't ours");
        }
        foreach (var job in Deleted(writes))
        {
            Assert.False(scenario.Archived.Contains(job), $"I2: {job} was deleted although it is an archive");
            Assert.False(scenario.Protected.Contains(job), $"I7: {job} was deleted although its PVC is invalid or conflicting");
        }
    }

    // I10: asked the same again, with nothing changed, admission says the same. (A dry run leaves nothing behind.)
    private async Task AVerdictIsTheSameTwiceAsync(IEnumerable<JsonObject> claims)
    {
        foreach (var claim in claims)
        {
            var labels = claim["metadata"]!["labels"] as JsonObject ?? [];
            if (claim["spec"] is not JsonObject) continue;
            var changed = claim.DeepClone().AsObject();
            changed["metadata"]!["labels"] = labels.DeepClone();
            changed["metadata"]!["labels"]!["backup.vluwte.nl/retain"] = "0";
            Assert.Equal(await scenario.Controller.ReviewAsync(claim, changed), await scenario.Controller.ReviewAsync(claim, changed));
        }
    }

    // I13: the API server knows who set which field.
    private static void NoLabelOfOursWasWritten(IEnumerable<JsonObject> claims)
    {
        foreach (var claim in claims)
        {
            foreach (var entry in claim["metadata"]!["managedFields"] as JsonArray ?? [])
            {
                if (entry!["manager"]!.GetValue<string>() != Controller.UserAgent) continue;
                var labels = entry["fieldsV1"]?["f:metadata"]?["f:labels"] as JsonObject ?? [];
                Assert.DoesNotContain(labels, label => label.Key.StartsWith($"f:{LabelKeys.DefaultPrefix}", StringComparison.Ordinal));
            }
        }
    }

    // I13: what the mutating webhook writes counts as the user's.
    private async Task NoLabelIsFilledInAsync(IEnumerable<JsonObject> claims)
    {
        foreach (var claim in claims)
        {
            if (claim["spec"] is not JsonObject) continue;
            var changed = claim.DeepClone().AsObject();
            changed["metadata"]!["labels"] = Objects.Labels(("enabled", "True"), ("archive", "true"));
            var answer = JsonNode.Parse(await scenario.Controller.ReviewAsync(claim, changed, "/mutate"))!["response"]!;
            var patch = Encoding.UTF8.GetString(Convert.FromBase64String(answer["patch"]?.GetValue<string>() ?? ""));
            Assert.DoesNotContain("/metadata/labels", patch, StringComparison.Ordinal);
        }
    }

    private static IEnumerable<string> Deleted(IEnumerable<RequestRecord> writes) => writes
        .Where(write => write is { Verb: "delete", Resource: "recurringjobs", Status: 200 }).Select(write => write.Name);

    // I4: with nothing changed, even a controller that has just read everything writes nothing.
    private async Task ARestartWritesNothingAsync()
    {
        await scenario.RestartControllerAsync();
        await Eventually.HoldsAsync("the controller leads", () => Task.FromResult(scenario.Controller.Leads));
        await scenario.IdleAsync();
        // By the client: the server may still be busy with a request of the one that was killed.
        Assert.DoesNotContain(scenario.Writes, write => write.UserAgent.EndsWith($"({scenario.Controller.Identity})", StringComparison.Ordinal));
    }
}
