using System.Text;

namespace WebhookController.Commands.Output;

// One cell: what it says, and how it is painted.
internal readonly record struct Cell(string Text, Colour Colour = Colour.None)
{
    public static implicit operator Cell(string text) => new(text);
}

// A column: elastic ones give way where the terminal is too narrow.
internal sealed record Column(string Title, bool Elastic = false, bool Right = false);

// A table in plain text. What comes from the cluster can't break it: control characters are no part of names, and are shown as ? all the same.
internal sealed class TextTable(IReadOnlyList<Column> columns)
{
    private const int Gap = 2;
    private const int LeastWidth = 8;

    private readonly List<IReadOnlyList<Cell>> _rows = [];

    public void Add(params IReadOnlyList<Cell> cells) => _rows.Add(cells);

    public void WriteTo(Terminal terminal)
    {
        var widths = Widths(terminal.Width);
        terminal.Out.WriteLine(Line([.. columns.Select(column => new Cell(column.Title, Colour.Bold))], widths, terminal));
        foreach (var row in _rows) terminal.Out.WriteLine(Line(row, widths, terminal));
    }

    private int[] Widths(int? room)
    {
        var widths = columns.Select((column, i) => _rows.Select(row => row[i].Text.Length).Append(column.Title.Length).Max()).ToArray();
        if (room is not { } most) return widths;
        var over = widths.Sum() + (columns.Count - 1) * Gap - most;
        // The widest gives way first.
        while (over > 0 && Widest(widths) is { } widest)
        {
            widths[widest]--;
            over--;
        }
        return widths;
    }

    private int? Widest(int[] widths)
    {
        int? widest = null;
        for (var i = 0; i < widths.Length; i++)
            if (columns[i].Elastic && widths[i] > LeastWidth && (widest is null || widths[i] > widths[widest.Value])) widest = i;
        return widest;
    }

    private string Line(IReadOnlyList<Cell> cells, int[] widths, Terminal terminal)
    {
        var line = new StringBuilder();
        for (var i = 0; i < cells.Count; i++)
        {
            var text = Fit(Clean(cells[i].Text), widths[i]);
            var padding = new string(' ', widths[i] - text.Length);
            var painted = terminal.Paint(text, cells[i].Colour);
            if (columns[i].Right) line.Append(padding).Append(painted);
            else line.Append(painted).Append(i + 1 < cells.Count ? padding : "");
            if (i + 1 < cells.Count) line.Append(' ', Gap);
        }
        return line.ToString().TrimEnd();
    }

    private static string Fit(string text, int width) => text.Length <= width ? text : string.Concat(text.AsSpan(0, width - 1), "…");

    public static string Clean(string text) => text.Any(char.IsControl) ? string.Concat(text.Select(c => char.IsControl(c) ? '?' : c)) : text;
}
