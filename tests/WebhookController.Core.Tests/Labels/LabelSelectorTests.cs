using System.Text.RegularExpressions;
using CsCheck;
using WebhookController.Core.Labels;
using WebhookController.Core.Tests.Support;

namespace WebhookController.Core.Tests.Labels;

/// What kubectl get -l takes is taken, and selects the same (apimachinery, labels/selector.go).
public sealed partial class LabelSelectorTests
{
    private static readonly string[] Keys = ["a", "b", "in", "notin", "x.io/a"];
    private static readonly string[] Values = ["", "a", "b", "in"];

    [Theory]
    [InlineData("a", "a=1", true)]
    [InlineData("a", "a=", true)]
    [InlineData("a", "b=1", false)]
    [InlineData("!a", "b=1", true)]
    [InlineData("!a", "a=1", false)]
    [InlineData("a=1", "a=1", true)]
    [InlineData("a=1", "a=2", false)]
    [InlineData("a=1", "", false)]
    [InlineData("a==1", "a=1", true)]
    [InlineData("a=", "a=", true)]
    [InlineData("a=", "", false)]
    [InlineData("a!=1", "a=2", true)]
    [InlineData("a!=1", "", true)]
    [InlineData("a!=1", "a=1", false)]
    [InlineData("a in (1,2)", "a=2", true)]
    [InlineData("a in (1,2)", "a=3", false)]
    [InlineData("a in (1,2)", "", false)]
    [InlineData("a notin (1,2)", "a=3", true)]
    [InlineData("a notin (1,2)", "", true)]
    [InlineData("a notin (1,2)", "a=1", false)]
    [InlineData("a in (,1)", "a=", true)]
    [InlineData("a=1,b=2", "a=1 b=2", true)]
    [InlineData("a=1,b=2", "a=1", false)]
    [InlineData("a,!b,c in (1,2),d!=4", "a=1 c=2 d=3", true)]
    [InlineData("a=1,a=2", "a=1", false)]
    [InlineData("A=1", "a=1", false)]
    [InlineData("example.org/part-of=ui", "example.org/part-of=ui", true)]
    public void Selects(string selector, string labels, bool selected) =>
        Assert.Equal(selected, LabelSelector.Read(selector)!.Matches(Set(labels.Split(' ', StringSplitOptions.RemoveEmptyEntries))));

    [Theory]
    [InlineData("a in(1)")]
    [InlineData(" a  in  ( 1 , 2 ) , b = 3 ")]
    [InlineData("! a")]
    [InlineData("a\tin\n(1)")]
    [InlineData("in in (in)")]
    [InlineData("notin notin (notin)")]
    [InlineData("a in ( notin )")]
    [InlineData("a notin ( in )")]
    [InlineData("a = in")]
    public void Reads(string selector) => Assert.NotNull(LabelSelector.Read(selector));

    [Theory]
    [InlineData("")]
    [InlineData(" ")]
    [InlineData(",")]
    [InlineData("a,")]
    [InlineData(",a")]
    [InlineData("a,,b")]
    [InlineData("!")]
    [InlineData("!!a")]
    [InlineData("!a=1")]
    [InlineData("=1")]
    [InlineData("a b")]
    [InlineData("a=b c")]
    [InlineData("a=b=c")]
    [InlineData("a===b")]
    [InlineData("a=!b")]
    [InlineData("a>1")]
    [InlineData("a in")]
    [InlineData("a in 1")]
    [InlineData("a in ()")]
    [InlineData("a notin ( )")]
    [InlineData("a in (1")]
    [InlineData("a in 1)")]
    [InlineData("a in ((1))")]
    [InlineData("a in (1) b")]
    [InlineData("a in (1 2)")]
    [InlineData("a (1)")]
    [InlineData("a=in (1)")]
    [InlineData("in (1)")]
    [InlineData("-a=1")]
    [InlineData("a=-1")]
    [InlineData("/a")]
    [InlineData("x/y/z")]
    [InlineData("X.io/a")]
    [InlineData("a=ä")]
    public void Refuses(string selector) => Assert.Null(LabelSelector.Read(selector));

    [Fact]
    public void It_says_how_it_was_written_and_at_which_labels_it_looks()
    {
        var selector = LabelSelector.Read(" a=1, !b,c in (1) ")!;

        Assert.Equal("a=1, !b,c in (1)", selector.Text);
        Assert.Equal(["a", "b", "c"], selector.Keys);
    }

    [Fact]
    public void Of_whatever_is_written_the_same_is_taken_and_selected_as_the_grammar_says() => Gen.Select(
        OneOf("a", "b", "in", "notin", "(", ")", ",", "=", "==", "!=", "!", " ", " ", "a in (a", "b)").Array[0, 9].Select(string.Concat),
        OneOf(Keys).Array[0, 3], OneOf(Values)).SampleTheSame(AgreesWithTheGrammar, count: 20_000, print: item => item.ToString());

    [Fact]
    public void What_is_right_is_taken_and_selects_as_the_grammar_says() => Gen.Select(Requirement.Array[1, 3], OneOf(Keys).Array[0, 3], OneOf(Values)).SampleTheSame(
        (requirements, keys, value) =>
        {
            var text = string.Join(',', requirements);
            Assert.NotNull(LabelSelector.Read(text));
            AgreesWithTheGrammar(text, keys, value);
        }, count: 5_000, print: item => $"{string.Join(',', item.Item1)} {string.Join(' ', item.Item2)} {item.Item3}");

    private static readonly Gen<string> Space = OneOf("", "", " ", "\t ");

    private static readonly Gen<string> Requirement = Gen.Select(
        Gen.Int[0, 5], OneOf(Keys), OneOf(Values).Array[1, 3], Space, Space, (kind, key, values, before, after) => $"{before}" + kind switch
        {
            0 => key,
            1 => $"!{after}{key}",
            2 => $"{key}{before}={after}{values[0]}",
            3 => $"{key}{before}!={after}{values[0]}",
            4 => $"{key} in{after}({string.Join(',', values)}{before}{(values is [""] ? "," : "")})",
            _ => $"{key} notin{after}({before}{string.Join(',', values)}{(values is [""] ? "," : "")})",
        } + after);

    private static void AgreesWithTheGrammar(string text, string[] keys, string value)
    {
        var labels = Set([.. keys.Select((key, i) => $"{key}={Values[(Array.IndexOf(Values, value) + i) % Values.Length]}")]);

        Assert.Equal(SelectsByGrammar(text, labels), LabelSelector.Read(text)?.Matches(labels));
    }

    // The same once more, as regular expressions: null where the text is no selector.
    private static bool? SelectsByGrammar(string text, LabelSet labels)
    {
        if (!Selector().IsMatch(text)) return null;
        return One().Matches(text).All(match =>
        {
            var has = labels[match.Groups["key"].Value];
            var values = match.Groups["value"].Value.Split(',').Select(value => value.Trim());
            return match.Groups["not"].Success ? has is null
                : match.Groups["how"].Value switch
                {
                    "" => has is not null,
                    "in" or "=" or "==" => has is not null && values.Contains(has),
                    _ => has is null || !values.Contains(has),
                };
        });
    }

    private const string Name = "[A-Za-z0-9](?:[-A-Za-z0-9_.]*[A-Za-z0-9])?";
    private const string Value = $"(?:{Name})?";
    private const string Key = $@"(?:[a-z0-9](?:[-a-z0-9.]*[a-z0-9])?/)?{Name}";
    private const string SetOf = $@"(?<value>\s*(?:{Name}\s*|{Value}\s*(?:,\s*{Value}\s*)+))";
    private const string Part = $@"\s*(?:(?<not>!)\s*(?<key>{Key})|(?<key>{Key})(?:\s+(?<how>in|notin)\s*\({SetOf}\)|\s*(?<how>!=|==|=)\s*(?<value>{Value}))?)\s*";

    [GeneratedRegex($@"^{Part}(?:,{Part})*$")]
    private static partial Regex Selector();

    [GeneratedRegex($@"\G,?{Part}(?=,|$)")]
    private static partial Regex One();

    private static LabelSet Set(string[] pairs) => LabelSet.From(pairs.Select(pair => KeyValuePair.Create(pair.Split('=')[0], pair.Split('=')[1])));

    private static Gen<T> OneOf<T>(params T[] values) => Gen.Int[0, values.Length - 1].Select(i => values[i]);
}
