using WebhookController.Core.Labels;
using WebhookController.Core.Objects;
using WebhookController.Core.Policy;
using WebhookController.Core.Tests.Support;

namespace WebhookController.Core.Tests.Policy;

public sealed class BackupPolicyTests
{
    private const string P = LabelKeys.DefaultPrefix;

    [Fact]
    public void The_rules_are_these_and_in_this_order() => Assert.Equal(
        [
            "RequireEnabledLabel",
            "ArchiveRequiresOptIn",
            "DeleteAfterRequiresArchive",
            "WithinCeiling",
            "JobNameIsUnique",
            "JobIsManaged",
            "JobNotOwnedByOtherClaim",
        ],
        BackupPolicy.Rules.Select(rule => rule.Method.Name));

    [Theory]
    [InlineData("enabled=true name=data")]
    [InlineData("enabled=false")]
    [InlineData("enabled=false name=data retain=3")]
    [InlineData("enabled=true")]
    [InlineData("enabled=false archive=false")]
    [InlineData("enabled=false name=X retain=nonsense archive=true intervall=4")]
    [InlineData("enabled=true name=data archive=true")]
    [InlineData("enabled=true name=data archive=true archive-delete-after=2020-01-01")]
    public void These_labels_can_be_acted_upon(string labels) => Assert.True(Evaluate(A.Claim("web/data", labels)).Valid);

    [Theory]
    [InlineData("web/data", "", Condition.MissingEnabledLabel, P + "enabled is missing: set it to true to back the PVC up, or to false to opt out")]
    [InlineData("web/data", "name=data", Condition.MissingEnabledLabel, P + "enabled is missing: set it to true to back the PVC up, or to false to opt out")]
    [InlineData("web/data", "enabled=true name=data archive-delete-after=2027-01-01", Condition.InvalidArchiveDeleteAfter,
        P + "archive-delete-after=2027-01-01 is not allowed: a date needs " + P + "archive=true, set that too or take " + P + "archive-delete-after off")]
    [InlineData("web/data", "enabled=true name=data archive=false archive-delete-after=2027-01-01", Condition.InvalidArchiveDeleteAfter,
        P + "archive-delete-after=2027-01-01 is not allowed: a date needs " + P + "archive=true, set that too or take " + P + "archive-delete-after off")]
    public void One_mistake_is_one_violation(string claim, string labels, Condition condition, string message)
    {
        var violation = Assert.Single(Evaluate(A.Claim(claim, labels)).Violations);

        Assert.Equal((condition, message), (violation.Condition, violation.Message));
    }

    [Theory]
    [InlineData("enabled=x archive=true", Condition.InvalidEnabled)]
    [InlineData("enabled=true name=X", Condition.InvalidName)]
    [InlineData("enabled=true name=data archive=x archive-delete-after=2027-01-01", Condition.InvalidArchive)]
    [InlineData("enabled=true name=data archive=true archive-delete-after=x", Condition.InvalidArchiveDeleteAfter)]
    public void What_cannot_be_read_breaks_no_further_rule(string labels, Condition condition) =>
        Assert.Equal([condition], Evaluate(A.Claim("web/data", labels)).Violations.Select(violation => violation.Condition));

    [Fact]
    public void Every_broken_rule_is_reported_after_the_unreadable_labels() => Assert.Equal(
        [Condition.InvalidRetain, Condition.UnknownLabel, Condition.MissingEnabledLabel, Condition.InvalidArchive],
        Evaluate(A.Claim("web/data", "archive=true retain=0 x=y")).Violations.Select(violation => violation.Condition));

    [Fact]
    public void Nobody_else_may_ask_for_the_job()
    {
        var claim = A.Claim("web/data");
        var advice = "web/a asks for job backup-web-data too, " + Advice;

        Assert.Equal(advice, Conflict(claim, claim, A.Claim("web/b"), A.Claim("web/a")));
        Assert.Equal(advice, Conflict(claim, A.Claim("web/a", "enabled=true name=data retain=nonsense")));
        Assert.Equal(advice, Conflict(claim, A.Claim("web/a", deleting: true)));
        Assert.Equal(advice, Conflict(claim, A.Claim("web/a", storageClass: "not-there-yet")));
        Assert.Null(Conflict(claim, A.Claim("web/a", storageClass: "nfs")));
        Assert.Null(Conflict(claim, A.Claim("web/a", "enabled=false name=data")));
        Assert.Null(Conflict(claim, A.Claim("other/a")));
        Assert.Null(Conflict(claim, claim));
    }

    [Fact]
    public void Names_that_fall_together_are_a_conflict_too() =>
        Assert.Equal("a-b/c asks for job backup-a-b-c too, " + Advice,
            Conflict(A.Claim("a/b-c", "enabled=true name=b-c"), A.Claim("a-b/c", "enabled=true name=c")));

    [Fact]
    public void A_job_of_somebody_else_is_left_alone() => Assert.Equal(
        "a RecurringJob backup-web-data exists that isn't managed here, " + Advice,
        Conflict(A.Claim("web/data"), A.Foreign("backup-web-data")));

    [Fact]
    public void A_job_stays_with_the_pvc_it_was_made_for()
    {
        var claim = A.Claim("web/data");
        var job = A.Job("backup-web-data", "web/former");
        var advice = "job backup-web-data protects web/former, " + Advice;

        Assert.Equal(advice, Conflict(claim, job, A.Claim("web/former", "enabled=false")));
        Assert.Null(Conflict(claim, job, A.Claim("web/former", "", storageClass: "nfs")));
        Assert.Equal(advice, BackupPolicy.Evaluate(claim, World.Empty.With(job).WithUnknown<Claim>("web/former").State).Violations.Single().Advice);
        Assert.Null(Conflict(claim, job));
        Assert.Null(Conflict(claim, A.Job("backup-web-data", "web/data")));
        Assert.Null(Conflict(claim, A.Foreign("backup-web-data", "managed=true")));
    }

    [Fact]
    public void An_archive_stays_with_the_pvc_it_was_made_of_even_when_that_is_gone()
    {
        var claim = A.Claim("web/data");

        Assert.Equal("job backup-web-data keeps the archive of web/former, " + Advice,
            Conflict(claim, A.Job("backup-web-data", "web/former", "archive=true")));
        Assert.Equal("job backup-web-data keeps the archive of a PVC unknown, " + Advice,
            Conflict(claim, A.Foreign("backup-web-data", "managed=true archive=true")));
        Assert.Null(Conflict(claim, A.Job("backup-web-data", "web/data", "archive=true")));
    }

    [Fact]
    public void A_conflict_is_of_the_name()
    {
        var violation = Evaluate(A.Claim("web/data"), A.Foreign("backup-web-data")).Violations.Single();

        Assert.Equal((Condition.NameConflict, A.Keys.Name, "data"), (violation.Condition, violation.Key, violation.Value));
    }

    private const string Advice = "choose another name, or leave the label out: the PVC's own name is used then";

    private static string? Conflict(Claim claim, params ClusterObject[] around) => Evaluate(claim, around).Violations.SingleOrDefault()?.Advice;

    private static Evaluation Evaluate(Claim claim, params ClusterObject[] around) => BackupPolicy.Evaluate(claim, World.Of(around));
}
