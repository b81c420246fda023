using System.Text.Json.Nodes;
using Sandbox.Admission;
using Sandbox.Store;

namespace Sandbox.Api;

// POST: defaults, mutating admission, the server's own checks, validating admission, storage.
internal sealed class Creating(ObjectStore store, AdmissionChain admission, Identities identities, TimeProvider time)
{
    private static readonly string[] ServerOwned = ["uid", "resourceVersion", "creationTimestamp", "deletionTimestamp", "generation", "managedFields"];

    public async Task<Answer> CreateAsync(ApiRequest request) => await CreateAsync(request, await RequestBody.ObjectAsync(request), "Update");

    public async Task<Answer> CreateAsync(ApiRequest request, JsonObject item, string operation)
    {
        var kind = request.Kind;
        CheckNamespace(request, item);
        Validation.CheckReadable(kind, item);
        Validation.ApplySchema(request, item);
        Prepare(request, item, operation);
        var options = OperationOptions.Of(request, "CreateOptions");
        item = (await admission.MutateAsync(new Attempt(request, "CREATE", item.OmitEmpty(), null, options))).OmitEmpty();
        Identify(kind, item);
        Validation.Check(kind, item, null);
        Warnings.OfFinalizers(request.Http, item, null);
        await admission.ValidateAsync(new Attempt(request, "CREATE", item, null, options));

        var name = item.ObjectName();
        if (request.DryRun)
        {
            if (store.Find(kind.StoredAs, name) is not null) throw Failures.AlreadyExists(kind, name.Name);
            return Answer.Json(201, item);
        }

        var stored = store.Commit(kind.StoredAs, null, kind.Unview(item.Copy())) ?? throw Failures.AlreadyExists(kind, name.Name);
        return new Answer(201, new Representation(kind, Shapes.Wanted(request.Http.Request), time.GetUtcNow()).Single(stored));
    }

    private void CheckNamespace(ApiRequest request, JsonObject item)
    {
        if (!request.Kind.Namespaced) return;
        if (item.Text("metadata", "namespace") is { Length: > 0 } named && named != request.Namespace)
            throw Failures.BadRequest($"the namespace of the provided object does not match the namespace sent on the request");
        var within = store.Find(Kinds.Namespaces.StoredAs, new ObjectName("", request.Namespace)) ?? throw Failures.NotFound(Kinds.Namespaces, request.Namespace);
        if (within.Read().Deleting()) throw Failures.Terminating(request, item.Text("metadata", "name") ?? "");
    }

    private void Prepare(ApiRequest request, JsonObject item, string operation)
    {
        var metadata = item.Metadata();
        foreach (var field in ServerOwned) metadata.Remove(field);
        if (request.Kind.Namespaced) metadata["namespace"] = request.Namespace;
        if (request.Kind.Custom) metadata["generation"] = 1;

        var fields = FieldPaths.Of(item).Keys;
        if (request.Kind.HasStatus) item.Remove("status");
        request.Kind.Defaults(item, DefaultStorageClass());
        ManagedFields.Create(item, FieldOwner.Of(request, operation), fields, Now());
    }

    // A generated name comes after mutating admission, and before the object is checked.
    private void Identify(ResourceKind kind, JsonObject item)
    {
        var metadata = item.Metadata();
        if (metadata.Text("name") is null or "" && metadata.Text("generateName") is { Length: > 0 } prefix) metadata["name"] = prefix[..Math.Min(58, prefix.Length)] + identities.Suffix();
        kind.Named(item);
        item.Metadata()["uid"] = identities.Uid();
        item.Metadata()["creationTimestamp"] = Now();
    }

    private string? DefaultStorageClass() => store.Now(Kinds.StorageClasses.StoredAs).In("").Select(stored => stored.Read())
        .FirstOrDefault(CoreDefaults.IsDefaultClass).Text("metadata", "name");

    private string Now() => Timestamp.Of(time.GetUtcNow());
}
