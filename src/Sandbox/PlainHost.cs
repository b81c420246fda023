namespace Sandbox;

// A host that watches no settings of its own: each watch takes one of the few inotify instances a user has.
internal static class PlainHost
{
    private static readonly string[] Unwatched = ["--hostBuilder:reloadConfigOnChange", "false"];

    public static WebApplicationBuilder CreateBuilder() => WebApplication.CreateSlimBuilder(Unwatched);
}
