namespace Sandbox.Api;

internal enum Shape
{
    Object,
    Table,
    MetadataOnly,
}

internal static class Shapes
{
    // The first of the media types a client accepts that we can write.
    public static Shape Wanted(HttpRequest request)
    {
        foreach (var type in request.Headers.Accept.ToString().Split(',', StringSplitOptions.TrimEntries))
        {
            if (type.Contains("as=Table", StringComparison.Ordinal) && type.Contains("v=v1;", StringComparison.Ordinal)) return Shape.Table;
            if (type.Contains("as=PartialObjectMetadata", StringComparison.Ordinal)) return Shape.MetadataOnly;
            if (!type.Contains("as=", StringComparison.Ordinal) && (type.Length == 0 || type.StartsWith("application/json", StringComparison.Ordinal) || type.StartsWith("*/*", StringComparison.Ordinal)))
                return Shape.Object;
        }

        throw Failures.Failure(406, "NotAcceptable", "only the following media types are accepted: application/json");
    }
}
