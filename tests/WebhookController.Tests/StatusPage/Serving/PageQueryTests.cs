using WebhookController.StatusPage.Serving;

namespace WebhookController.Tests.StatusPage.Serving;

public sealed class PageQueryTests
{
    [Fact]
    public void Without_a_question_everything_is_asked_for_by_urgency()
    {
        Assert.Equal(PageQuery.All, PageQuery.Read(null));
        Assert.Equal(PageQuery.All, PageQuery.Read("?"));
        Assert.Equal("?", PageQuery.All.Link());
    }

    [Theory]
    [InlineData("?namespace=shop&state=opted_out&q=my%20db&sort=-age&page=3")]
    [InlineData("?sort=-urgency")]
    [InlineData("?q=%3Cscript%3E%26%22")]
    public void A_link_says_what_was_read(string link) => Assert.Equal(link, PageQuery.Read(link).Link());

    [Fact]
    public void Empty_fields_of_the_form_ask_for_nothing() => Assert.Equal(PageQuery.All, PageQuery.Read("?q=&namespace=&state=&sort="));

    [Theory]
    [InlineData("?state=fine", "there is no such state, use one of at_risk, ")]
    [InlineData("?sort=colour", "sort is urgency, ")]
    [InlineData("?sort=1", "sort is urgency, ")]
    [InlineData("?page=0", "page is a number from 1 on")]
    [InlineData("?page=99999999999999999999", "page is a number from 1 on")]
    [InlineData("?page=-1", "page is a number from 1 on")]
    [InlineData("?colour=red", "only namespace, state, q, sort and page can be asked for")]
    public void What_means_nothing_is_named_and_left_out(string query, string problem)
    {
        var read = PageQuery.Read(query + "&q=db");

        Assert.StartsWith(problem, read.Problem, StringComparison.Ordinal);
        Assert.Equal("?q=db", read.Link());
    }

    [Fact]
    public void Long_texts_are_left_out()
    {
        var read = PageQuery.Read($"?q={new string('x', 101)}&namespace={new string('y', 64)}");

        Assert.NotNull(read.Problem);
        Assert.False(read.IsFiltered);
    }
}
