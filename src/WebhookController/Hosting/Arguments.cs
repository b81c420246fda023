using WebhookController.Core.Labels;

namespace WebhookController.Hosting;

// Rejects arguments that the configuration would silently ignore: an option without a value, or in an unknown section, must not look like a
// setting.
internal static class Arguments
{
    private static readonly string[] Sections = [.. OptionsReader.Sections, "Logging"];

    public static void Check(IReadOnlyList<string> args)
    {
        for (var i = 0; i < args.Count; i++)
        {
            var name = args[i].Split('=', 2)[0];
            if (!name.StartsWith("--", StringComparison.Ordinal))
                throw new OptionsException($"{name} is not an option, options are given as --Section:Name value");
            CheckSection(name);
            if (!args[i].Contains('=', StringComparison.Ordinal) && (++i == args.Count || args[i].StartsWith("--", StringComparison.Ordinal)))
                throw new OptionsException($"{name} has no value, give it as {name} value");
        }
    }

    private static void CheckSection(string name)
    {
        var section = name[2..].Split(':')[0];
        if (Sections.Contains(section, StringComparer.OrdinalIgnoreCase)) return;
        throw new OptionsException($"there is no option {name[2..]}, "
            + (NearestKey.To(section, Sections) is { } nearest ? $"did you mean {nearest}{name[(2 + section.Length)..]}?" : $"options are in the sections {string.Join(", ", Sections)}"));
    }
}
