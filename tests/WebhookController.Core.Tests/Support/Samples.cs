using CsCheck;

namespace WebhookController.Core.Tests.Support;

/// Samples that are the same in every run, so that nothing is stopped by what it didn't touch. Others, and many of them, are for a soak
/// (`make soak`), which says the seed of what fails: CsCheck_Seed brings it back.
internal static class Samples
{
    private static readonly bool Soaking = Environment.GetEnvironmentVariables().Keys.Cast<string>().Any(name => name.StartsWith("CsCheck_", StringComparison.Ordinal));

    public static void SampleTheSame<T>(this Gen<T> gen, Action<T> assert, int count = 100, Func<T, string>? print = null)
    {
        if (Soaking) gen.Sample(assert, iter: count * Check.Iter / 100, print: print);
        else for (var i = 0; i < count; i++) gen.Sample(assert, seed: SeedOf(i), iter: 1, threads: 1, print: print);
    }

    public static void SampleTheSame<T1, T2>(this Gen<(T1, T2)> gen, Action<T1, T2> assert, int count = 100, Func<(T1, T2), string>? print = null) =>
        gen.SampleTheSame(all => assert(all.Item1, all.Item2), count, print);

    public static void SampleTheSame<T1, T2, T3>(this Gen<(T1, T2, T3)> gen, Action<T1, T2, T3> assert, int count = 100, Func<(T1, T2, T3), string>? print = null) =>
        gen.SampleTheSame(all => assert(all.Item1, all.Item2, all.Item3), count, print);

    public static void SampleTheSame<T1, T2, T3, T4>(this Gen<(T1, T2, T3, T4)> gen, Action<T1, T2, T3, T4> assert, int count = 100) =>
        gen.SampleTheSame(all => assert(all.Item1, all.Item2, all.Item3, all.Item4), count);

    // Far from each other: neighbours would begin alike.
    private static string SeedOf(int i) => new PCG(1, unchecked((ulong)i * 0x9E3779B97F4A7C15)).ToString();
}
