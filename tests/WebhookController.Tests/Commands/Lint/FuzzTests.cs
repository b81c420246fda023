using System.Text;
using CsCheck;
using WebhookController.Tests.Commands.Lint.Support;

namespace WebhookController.Tests.Commands.Lint;

/// Whatever is in the input: an answer, and soon.
public sealed class FuzzTests
{
    private static readonly TimeSpan Soon = TimeSpan.FromSeconds(60);

    private static readonly string[] Pieces =
    [
        "{", "}", "[", "]", ",", ": ", "- ", "? ", "\n", "\n  ", "&a ", "*a", "<<: ", "!!str ", "!x ", "| ", "> ", "\"", "'", "\\", "\\ud800", "\\x", "%", "%YAML 1.2\n", "---\n", "...\n",
        "#", "@", "`", "\t", "\r", "\0", "\u0085", "\uFEFF", "😀", "\u2028", "true", "~", "0x", "{{ ", "kind: List", "items:", "metadata:", "labels:", "backup.vluwte.nl/enabled: ", "replicas: 99999999999",
    ];

    private static readonly Gen<string> Piece = Gen.OneOf([.. Pieces.Select(Gen.Const)]);

    private static readonly string Seed = Manifest.Documents(
        Manifest.Namespace("a", "backup.vluwte.nl/enabled: \"true\""),
        Manifest.StorageClass("longhorn", "driver.longhorn.io"),
        Manifest.Claim("data", "enabled=true", "name=x", "retain=3"),
        """
        kind: StatefulSet
        metadata: {name: db}
        spec:
          replicas: 3
          volumeClaimTemplates: [{metadata: &m {name: data, labels: {backup.vluwte.nl/enabled: "true"}}}]
          template: {spec: {volumes: [{name: v, ephemeral: {volumeClaimTemplate: {metadata: {<<: *m}}}}]}}

        """,
        "kind: List\nitems:\n- {kind: ConfigMap, metadata: {name: backup-defaults}, data: {retain: \"3\"}}\n");

    [Fact]
    public Task Random_bytes_are_answered() => AnswersAsync(Gen.Byte.Array[0, 200], 1000);

    [Fact]
    public Task Random_pieces_of_yaml_are_answered() => AnswersAsync(Piece.Array[0, 40].Select(pieces => Encoding.UTF8.GetBytes(string.Concat(pieces))), 3000);

    [Fact]
    public Task Manifests_with_pieces_put_in_or_cut_out_are_answered() => AnswersAsync(
        Gen.Select(Gen.Int[0, Seed.Length - 1], Gen.Int[0, 12], Piece).Array[1, 6].Select(edits => Encoding.UTF8.GetBytes(edits.Aggregate(Seed, Edit))), 3000);

    [Theory]
    [InlineData("[", 1_000_000)]
    [InlineData("{a: ", 500_000)]
    [InlineData("- ", 1_000_000)]
    [InlineData("? ", 1_000_000)]
    [InlineData("a: &a\n", 300_000)]
    [InlineData("*a ", 300_000)]
    [InlineData("!", 1_000_000)]
    [InlineData("'", 1_000_000)]
    [InlineData("\"\\", 1_000_000)]
    [InlineData("%", 1_000_000)]
    [InlineData("---\n", 300_000)]
    [InlineData("# \n", 1_000_000)]
    [InlineData("{kind: PersistentVolumeClaim}\n---\n", 30_000)]
    public async Task What_is_repeated_without_end_is_answered(string piece, int times)
    {
        var outcome = await LintProcess.PipeAsync(string.Concat(Enumerable.Repeat(piece, times))).WaitAsync(Soon, TestContext.Current.CancellationToken);

        Assert.InRange(outcome.Code, 0, 2);
    }

    private static async Task AnswersAsync(Gen<byte[]> inputs, int count)
    {
        for (var i = 0; i < count; i++)
        {
            byte[] input = [];
            inputs.Sample(bytes => input = bytes, seed: new PCG(1, unchecked((ulong)i * 0x9E3779B97F4A7C15)).ToString(), iter: 1, threads: 1);
            var outcome = await LintProcess.RunAsync(input, "-", "--require-enabled").WaitAsync(Soon, TestContext.Current.CancellationToken);
            Assert.True(outcome.Code is 0 or 1 or 2, Encoding.UTF8.GetString(input));
            // An error that nobody expected would be told with its stack.
            Assert.DoesNotContain("   at ", outcome.Errors, StringComparison.Ordinal);
        }
    }

    private static string Edit(string text, (int At, int Cut, string Put) edit)
    {
        var at = int.Min(edit.At, text.Length);
        return text.Remove(at, int.Min(edit.Cut, text.Length - at)).Insert(at, edit.Put);
    }
}
