using System.Reflection;
using WebhookController.Core.Labels;

namespace WebhookController.Core.Tests.Labels;

public sealed class LabelTableTests
{
    [Fact]
    public void All_holds_every_row_once()
    {
        var rows = typeof(LabelTable).GetFields(BindingFlags.Public | BindingFlags.Static).Select(field => field.GetValue(null)).OfType<LabelRow>();

        Assert.Equal(rows.Select(row => row.Name), LabelTable.All.Select(row => row.Name));
    }

    [Fact]
    public void The_rows_are_those_of_the_contract() => Assert.Equal(
        [
            "enabled InvalidEnabled -: true or false",
            "name InvalidName -: 1 to 63 of a-z, 0-9 and -, starting and ending with a letter or digit",
            "retain InvalidRetain 8: a whole number from 1 to 100",
            "interval InvalidInterval 4: 1, 2, 3, 4, 6, 8, 12 or 24",
            "start InvalidStart 0030: a time HHMM from 0000 to 2359, for example 0030, or auto",
            "full-backup-interval InvalidFullBackupInterval 4: a whole number from 0 to 2147483647",
            "concurrency InvalidConcurrency 1: a whole number from 1 to 100",
            "archive InvalidArchive -: true or false",
            "archive-delete-after InvalidArchiveDeleteAfter -: a date YYYY-MM-DD that exists, for example 2027-07-11",
        ],
        LabelTable.All.Select(row => $"{row.Name} {row.Condition} {row.Default ?? "-"}: {row.Allowed(Limits.Default)}"));

    [Fact]
    public void Exactly_the_rows_of_the_ConfigMap_have_a_default() =>
        Assert.Equal(LabelTable.All.Where(row => row.Default is not null), LabelTable.WithDefaults);

    [Fact]
    public void A_Namespace_or_a_StorageClass_may_carry_those_and_enabled() => Assert.Equal([LabelTable.Enabled, .. LabelTable.WithDefaults], LabelTable.OfLayers);

    [Fact]
    public void Every_key_follows_the_prefix()
    {
        var keys = new LabelKeys("k8s.example.org/");

        Assert.All(LabelTable.All, row => Assert.Equal("k8s.example.org/" + row.Name, keys.Of(row)));
        Assert.Equal("k8s.example.org/managed", keys.Managed);
        Assert.Equal("k8s.example.org/source-namespace", keys.SourceNamespace);
        Assert.Equal("k8s.example.org/source-pvc", keys.SourcePvc);
        Assert.Equal("k8s.example.org/opted-in-by", keys.OptedInBy);
        Assert.Equal("k8s.example.org/name", keys.Name);
        Assert.Equal("k8s.example.org/archive", keys.Archive);
        Assert.Equal("k8s.example.org/archive-delete-after", keys.ArchiveDeleteAfter);
        Assert.True(keys.IsOurs("k8s.example.org/anything"));
        Assert.False(keys.IsOurs(LabelKeys.DefaultPrefix + "name"));
    }
}
