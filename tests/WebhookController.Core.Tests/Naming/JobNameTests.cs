using System.Security.Cryptography;
using System.Text;
using CsCheck;
using WebhookController.Core.Labels;
using WebhookController.Core.Naming;
using WebhookController.Core.Tests.Support;

namespace WebhookController.Core.Tests.Naming;

public sealed class JobNameTests
{
    private static readonly Gen<string> DnsLabel = Gen.Char["abz09-"].Array[1, 63]
        .Select(chars => new string(chars)).Where(ValueGrammars.IsDnsLabel);

    private static readonly Gen<string> ShortLabel = Gen.Char["ab-"].Array[1, 5].Select(chars => new string(chars)).Where(ValueGrammars.IsDnsLabel);

    [Theory]
    [InlineData("web", "data", "backup-web-data")]
    [InlineData("a-b", "c", "backup-a-b-c")]
    [InlineData("a", "b-c", "backup-a-b-c")]
    [InlineData("n234567890123456", "p2345678901234567890123", "backup-n234567890123456-p2345678901234567890123", false)]
    [InlineData("n234567890123456", "p234567890123456", "backup-n234567890123456-p234567890123456", true)]
    public void Is_made_of_namespace_and_name(string ns, string name, string full, bool fits = true)
    {
        var job = JobName.For(ns, name);

        if (fits) Assert.Equal(full, job);
        else Assert.Equal($"{full[..31]}-{Digest(full)}", job);
    }

    [Fact]
    public void A_cut_at_a_dash_leaves_no_double_dash()
    {
        var full = "backup-" + new string('n', 23) + "-data-of-some-length";

        Assert.Equal('-', full[30]);
        Assert.Equal($"{full[..30]}-{Digest(full)}", JobName.For(new string('n', 23), "data-of-some-length"));
    }

    [Fact]
    public void Is_a_dns_label_of_at_most_40_characters_by_the_formula_of_the_contract() => Gen.Select(DnsLabel, DnsLabel).SampleTheSame((ns, name) =>
    {
        var job = JobName.For(ns, name);

        Assert.True(job.Length <= 40, job);
        Assert.True(ValueGrammars.IsDnsLabel(job), job);
        var full = $"backup-{ns}-{name}";
        Assert.Equal(full.Length <= 40 ? full : $"{full[..31].TrimEnd('-')}-{Digest(full)}", job);
    });

    [Fact]
    public void Two_pvcs_have_one_name_only_if_their_unshortened_names_are_one() =>
        Gen.OneOf(Gen.Select(DnsLabel, DnsLabel, DnsLabel, DnsLabel), Gen.Select(ShortLabel, ShortLabel, ShortLabel, ShortLabel))
            .SampleTheSame((ns1, name1, ns2, name2) => Assert.Equal(
                $"{ns1}-{name1}" == $"{ns2}-{name2}",
                JobName.For(ns1, name1) == JobName.For(ns2, name2)), count: 20_000);

    [Theory]
    [InlineData("web/data", "data2", "backup-web-data2")]
    [InlineData("web/data", null, "backup-web-data")]
    [InlineData("web/my.data", "data", "backup-web-data")]
    public void A_pvcs_job_is_called_by_its_label_or_by_its_own_name(string pvc, string? written, string name) =>
        Assert.Equal(name, new JobNames(A.Key(pvc), written).Plain);

    [Theory]
    [InlineData("web/data", "backup-web-data")]
    [InlineData("web/my.data", "backup-web-my-data")]
    [InlineData("n234567890123456/p2345678901234567890123", "backup-n234567890123456-p234567")]
    public void The_derived_name_has_the_digest_of_namespace_and_pvc(string pvc, string beginning) =>
        Assert.Equal($"{beginning}-{Digest(pvc)}", new JobNames(A.Key(pvc), "any").Derived);

    [Fact]
    public void A_pvc_with_dots_in_its_name_has_the_derived_one_from_the_start()
    {
        var names = new JobNames(A.Key("web/my.data"), null);

        Assert.Equal(names.Derived, names.Plain);
        Assert.True(ValueGrammars.IsDnsLabel(names.Plain));
    }

    [Fact]
    public void Pvcs_whose_plain_names_fall_together_have_different_derived_ones()
    {
        var (one, other) = (new JobNames(A.Key("media-server/config"), null), new JobNames(A.Key("media/server-config"), null));

        Assert.Equal(one.Plain, other.Plain);
        Assert.NotEqual(one.Derived, other.Derived);
    }

    private static string Digest(string name) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(name)))[..8];
}
