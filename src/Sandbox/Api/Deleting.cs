using System.Text.Json.Nodes;
using Sandbox.Admission;
using Sandbox.Store;

namespace Sandbox.Api;

// DELETE: at once if the object has no finalizers, otherwise when the last finalizer is removed.
internal sealed class Deleting(ObjectStore store, AdmissionChain admission, TimeProvider time)
{
    public async Task<Answer> DeleteAsync(ApiRequest request)
    {
        var options = RequestBody.Parse(await RequestBody.TextAsync(request)) as JsonObject ?? [];
        var foreground = (options.Text("propagationPolicy") ?? request.Query("propagationPolicy")) == "Foreground";
        var dryRun = request.DryRun || options.Items("dryRun").Any();
        var kind = request.Kind;
        while (true)
        {
            var stored = store.Find(kind.StoredAs, request.ObjectName) ?? throw Failures.NotFound(kind, request.Name);
            var current = kind.View(stored.Read());
            CheckPreconditions(request, options, stored);
            await AdmitAsync(request, current);

            if (foreground && !current.Deleting()) Deletions.AwaitDependents(current);
            if (!current.HasFinalizers())
            {
                if (dryRun || store.Commit(kind.StoredAs, stored, kind.Unview(current), delete: true) is not null)
                    return Answer.Json(200, Failures.Deleted(kind, stored));
            }
            else if (current.Deleting() || dryRun) return Answer.Json(200, current);
            else if (store.Commit(kind.StoredAs, stored, kind.Unview(Marked(kind, current))) is { } marked) return Answer.Json(200, kind.View(marked.Read()));
        }
    }

    private JsonObject Marked(ResourceKind kind, JsonObject item)
    {
        var metadata = item.Metadata();
        metadata["deletionTimestamp"] = Timestamp.Of(time.GetUtcNow());
        metadata["deletionGracePeriodSeconds"] = 0;
        if (kind.Finalized) item.Child("status")["phase"] = "Terminating";
        if (kind.Custom) metadata["generation"] = (metadata.Number("generation") ?? 1) + 1;
        return item;
    }

    private async Task AdmitAsync(ApiRequest request, JsonObject current)
    {
        var attempt = new Attempt(request, "DELETE", null, current, OperationOptions.Of(request, "DeleteOptions"));
        await admission.MutateAsync(attempt);
        await admission.ValidateAsync(attempt);
    }

    private static void CheckPreconditions(ApiRequest request, JsonObject options, StoredObject stored)
    {
        if (options.Text("preconditions", "uid") is { } uid && uid != stored.Uid)
            throw Failures.Precondition(request.Kind, request.Name, "UID", uid, stored.Uid);
        if (options.Text("preconditions", "resourceVersion") is { } version && version != $"{stored.Revision}")
            throw Failures.Precondition(request.Kind, request.Name, "ResourceVersion", version, $"{stored.Revision}");
    }
}
