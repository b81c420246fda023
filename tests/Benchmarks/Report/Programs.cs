using System.ComponentModel;
using System.Diagnostics;

namespace Benchmarks.Report;

internal static class Programs
{
    /// What a program says first.
    public static string FirstLine(string program, params string[] arguments)
    {
        try
        {
            using var process = Process.Start(new ProcessStartInfo(program, arguments) { RedirectStandardOutput = true, RedirectStandardError = true })!;
            return process.StandardOutput.ReadLine() ?? "unknown";
        }
        catch (Win32Exception)
        {
            return "not installed";
        }
    }
}
