using WebhookController.Commands.Lint.Input;
using WebhookController.Tests.Commands.Lint.Support;

namespace WebhookController.Tests.Commands.Lint.Input;

public sealed class InputFilesTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly List<string> _notes = [];

    [Fact]
    public void A_folder_is_walked_in_the_order_of_names_for_yaml_and_json()
    {
        _folder.With("b.yaml").With("a/z.yml").With("a/b.JSON").With("c.txt").With(".git/x.yaml").With("B.yaml").With(".hidden.yaml");

        Assert.Equal([".hidden.yaml", "B.yaml", "a/b.JSON", "a/z.yml", "b.yaml"], Find(_folder.Path));
        Assert.Empty(_notes);
    }

    [Fact]
    public void A_file_that_is_named_is_read_whatever_it_is_called() => Assert.Equal(["c.txt"], Find(_folder.With("c.txt").At("c.txt")));

    [Fact]
    public void A_file_is_read_once() => Assert.Equal(["a.yaml"], Find(_folder.With("a.yaml").At("a.yaml"), _folder.Path, $"{_folder.Path}/./a.yaml"));

    [Fact]
    public void Standard_input_is_read_once() => Assert.Equal(["<stdin>"], New().Find(["-", "-"]).Select(file => file.Name));

    [Fact]
    public void Links_to_files_and_folders_are_followed()
    {
        _folder.With("real/a.yaml");
        Directory.CreateSymbolicLink(_folder.At("link"), "real/../real");
        File.CreateSymbolicLink(_folder.At("x.yaml"), _folder.At("real/a.yaml"));

        // The folder only once: under the name that comes first.
        Assert.Equal(["link/a.yaml", "x.yaml"], Find(_folder.Path));
    }

    [Fact]
    public void Links_that_lead_round_in_a_circle_or_nowhere_end_the_walk()
    {
        _folder.With("a/b/x.yaml");
        Directory.CreateSymbolicLink(_folder.At("a/b/up"), "..");
        Directory.CreateSymbolicLink(_folder.At("a/b/top"), _folder.Path);
        File.CreateSymbolicLink(_folder.At("self.yaml"), "self.yaml");
        File.CreateSymbolicLink(_folder.At("gone.yaml"), "nowhere");

        Assert.Equal(["a/b/x.yaml"], Find(_folder.Path));
        Assert.Equal([$"{_folder.Path}/gone.yaml: skipped: a link that leads nowhere", $"{_folder.Path}/self.yaml: skipped: a link that leads nowhere"], _notes);
    }

    [Fact]
    public void A_link_to_the_folder_itself_is_walked()
    {
        _folder.With("real/a.yaml");
        Directory.CreateSymbolicLink(_folder.At("link"), "real");

        Assert.Equal(["link/a.yaml"], Find(_folder.At("link")));
    }

    [Fact]
    public void Very_deep_folders_are_left_out_with_a_word()
    {
        _folder.With(string.Concat(Enumerable.Repeat("d/", 100)) + "x.yaml");

        Assert.Empty(Find(_folder.Path));
        Assert.EndsWith("skipped: more than 64 folders deep", Assert.Single(_notes), StringComparison.Ordinal);
    }

    [Fact]
    public void What_is_not_there_is_said() =>
        Assert.Equal("nowhere/a.yaml doesn't exist", Assert.Throws<InputException>(() => Find("nowhere/a.yaml")).Message);

    public void Dispose() => _folder.Dispose();

    private IEnumerable<string> Find(params string[] paths) => New().Find(paths).Select(file => file.Name.Replace(_folder.Path + "/", "", StringComparison.Ordinal).Replace("./", "", StringComparison.Ordinal));

    private InputFiles New() => new(() => Stream.Null, _notes.Add);
}
