namespace Sandbox.Api;

internal static class Warnings
{
    /// <summary>One Warning header for each, as kubectl prints them; the same one only once.</summary>
    public static void Add(HttpContext http, string text)
    {
        var header = $"299 - \"{text.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("\"", "\\\"", StringComparison.Ordinal)}\"";
        if (!http.Response.Headers["Warning"].Contains(header)) http.Response.Headers.Append("Warning", header);
    }
}
