namespace Sandbox;

// Does not watch its settings file: that takes one of the few inotify instances of a user.
internal static class PlainHost
{
    private static readonly string[] Unwatched = ["--hostBuilder:reloadConfigOnChange", "false"];

    public static WebApplicationBuilder CreateBuilder() => WebApplication.CreateSlimBuilder(Unwatched);
}
