using System.Text.Json.Nodes;
using Sandbox.Admission;
using Sandbox.Store;

namespace Sandbox.Api;

// PUT and PATCH of an object or its status: computed from the current version, and stored only if that has not changed.
internal sealed class Updating(ObjectStore store, AdmissionChain admission, Creating creating, TimeProvider time)
{
    private static readonly string[] ServerOwned =
        ["name", "namespace", "resourceVersion", "creationTimestamp", "deletionTimestamp", "deletionGracePeriodSeconds", "generation"];

    public async Task<Answer> UpdateAsync(ApiRequest request)
    {
        var item = await RequestBody.ObjectAsync(request);
        return await ChangeAsync(request, "Update", current =>
        {
            var uid = item.Text("metadata", "uid");
            if (uid is { Length: > 0 } && uid != current.Text("metadata", "uid"))
                throw Failures.Precondition(request.Kind, request.Name, "UID", uid, current.Text("metadata", "uid") ?? "");
            if (request.Kind.Custom && item.Text("metadata", "resourceVersion") is null or "")
                throw Failures.Invalid(request.Kind, request.Name, [new Cause("FieldValueInvalid", "Invalid value: 0: must be specified for an update", "metadata.resourceVersion")]);
            var next = item.Copy();
            next.Metadata()["uid"] ??= current.Text("metadata", "uid");
            return next;
        });
    }

    public async Task<Answer> PatchAsync(ApiRequest request)
    {
        var patch = await Patch.ReadAsync(request);
        if (patch.IsApply && store.Find(request.Kind.StoredAs, request.ObjectName) is null)
        {
            var item = patch.Apply([], request, Now());
            item.Metadata()["name"] = request.Name;
            return await creating.CreateAsync(request, item, "Apply");
        }

        return await ChangeAsync(request, patch.IsApply ? "Apply" : "Update", current => patch.Apply(current, request, Now()));
    }

    private async Task<Answer> ChangeAsync(ApiRequest request, string operation, Func<JsonObject, JsonObject> change)
    {
        var kind = request.Kind;
        while (true)
        {
            var stored = store.Find(kind.StoredAs, request.ObjectName) ?? throw Failures.NotFound(kind, request.Name);
            var current = kind.View(stored.Read());
            var next = change(current.Copy());
            CheckVersion(request, next, current);
            next = Prepare(request, next, current, operation);
            next = await AdmitAsync(request, next, current);

            // Nothing changed: no new version, and no event.
            if (Same(next, current)) return Answer200(request, stored);
            if (request.DryRun) return Answer.Json(200, next);
            if (next.Deleting() && !next.HasFinalizers())
            {
                // The DELETED event has the last state of the object, with its finalizers.
                if (store.Commit(kind.StoredAs, stored, kind.Unview(current), delete: true) is not null) return Answer.Json(200, next);
            }
            else if (store.Commit(kind.StoredAs, stored, kind.Unview(next)) is { } committed) return Answer200(request, committed);
        }
    }

    private static void CheckVersion(ApiRequest request, JsonObject next, JsonObject current)
    {
        if (next.Text("metadata", "resourceVersion") is { Length: > 0 } version && version != current.Text("metadata", "resourceVersion"))
            throw Failures.Modified(request.Kind, request.Name);
        if ((next.Text("metadata", "name") ?? request.Name) != request.Name)
            throw Failures.BadRequest($"the name of the object ({next.Text("metadata", "name")}) does not match the name on the URL ({request.Name})");
    }

    // Fields that a client may not change are taken from the current version.
    private JsonObject Prepare(ApiRequest request, JsonObject sent, JsonObject current, string operation)
    {
        var kind = request.Kind;
        Validation.CheckReadable(kind, sent);
        var next = Wanted(request, sent, current);
        next["apiVersion"] = kind.ApiVersion;
        next["kind"] = kind.Kind;
        var metadata = next.OmitEmpty().Metadata();
        foreach (var field in ServerOwned) metadata.Put(field, current.At("metadata", field));
        kind.Named(next);
        if (operation != "Apply") metadata.Put("managedFields", current.At("metadata", "managedFields"));
        Validation.ApplySchema(request, next);
        Generation(kind, next, current);

        if (operation != "Apply" && !JsonNode.DeepEquals(next, current))
            ManagedFields.Update(next, current, FieldOwner.Of(request, "Update"), Now());
        return next;
    }

    // A subresource changes its part of the object and nothing else.
    private static JsonObject Wanted(ApiRequest request, JsonObject sent, JsonObject current)
    {
        var next = request.Subresource.Length > 0 ? current.Copy() : sent;
        if (request.Subresource == "status") next.Put("status", sent["status"]);
        else if (request.Kind.HasStatus) next.Put("status", current["status"]);
        if (request.Subresource == "finalize") next.Child("spec").Put("finalizers", sent.At("spec", "finalizers"));
        else if (request.Kind.Finalized) next.Put("spec", current["spec"]);
        return next;
    }

    private async Task<JsonObject> AdmitAsync(ApiRequest request, JsonObject next, JsonObject current)
    {
        var options = OperationOptions.Of(request, "UpdateOptions");
        next = (await admission.MutateAsync(new Attempt(request, "UPDATE", next.OmitEmpty(), current, options))).OmitEmpty();
        Generation(request.Kind, next, current);
        Validation.Check(request.Kind, next, current);
        Warnings.OfFinalizers(request.Http, next, current);
        await admission.ValidateAsync(new Attempt(request, "UPDATE", next, current, options));
        return next;
    }

    private static void Generation(ResourceKind kind, JsonObject next, JsonObject current)
    {
        if (!kind.Custom) return;
        var generation = current.Number("metadata", "generation") ?? 1;
        next.Metadata()["generation"] = JsonNode.DeepEquals(Wanted(next), Wanted(current)) ? generation : generation + 1;

        static JsonObject Wanted(JsonObject item)
        {
            var wanted = item.Copy();
            wanted.Remove("metadata");
            wanted.Remove("status");
            return wanted;
        }
    }

    private static bool Same(JsonObject next, JsonObject current)
    {
        return JsonNode.DeepEquals(Timeless(next), Timeless(current));

        static JsonObject Timeless(JsonObject item)
        {
            var copy = item.Copy();
            foreach (var entry in copy.Items("metadata", "managedFields").OfType<JsonObject>()) entry.Remove("time");
            return copy;
        }
    }

    private Answer Answer200(ApiRequest request, StoredObject stored) =>
        new(200, new Representation(request.Kind, Shapes.Wanted(request.Http.Request), time.GetUtcNow()).Single(stored));

    private string Now() => Timestamp.Of(time.GetUtcNow());
}
