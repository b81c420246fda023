using YamlDotNet.Core;
using YamlDotNet.Core.Events;

namespace WebhookController.Commands.Lint.Yaml;

// Reads documents from the events of the parser: in a loop, so that no nesting overflows the stack, and without copying what aliases
// stand for.
internal sealed class YamlReader(string text, YamlBudget budget)
{
    private const int MostLevels = 100;

    private readonly Dictionary<string, YamlNode> _anchors = new(StringComparer.Ordinal);
    private readonly Stack<Frame> _open = [];
    private YamlNode? _root;

    // Throws YamlException where the text is no YAML; what was read before it stays valid.
    public void Read(Action<YamlNode> document)
    {
        using var reader = new StringReader(text);
        var parser = new Parser(reader);
        while (Next(parser) is { } current)
        {
            Take(current);
            if (current is not DocumentEnd) continue;
            if (_root is { } root) document(root);
            _root = null;
        }
    }

    private static ParsingEvent? Next(Parser parser)
    {
        try
        {
            return parser.MoveNext() ? parser.Current : null;
        }
        catch (YamlDotNet.Core.YamlException broken)
        {
            throw new YamlException(broken.Message.ReplaceLineEndings(" "), At(broken.Start));
        }
        // What the parser doesn't expect, such as a number that is out of range, it reports by whatever exception comes of it.
        catch (Exception broken) when (broken is not OutOfMemoryException)
        {
            throw new YamlException(broken.Message.ReplaceLineEndings(" "));
        }
    }

    private void Take(ParsingEvent current)
    {
        var at = At(current.Start);
        switch (current)
        {
            case DocumentStart:
                _anchors.Clear();
                break;
            case Scalar scalar:
                Complete(new YamlScalar(at, scalar.Value, scalar.Style == ScalarStyle.Plain, TagOf(scalar)), scalar.Anchor);
                break;
            case MappingStart map:
                Open(new Frame(new YamlMap(at), map.Anchor, map.Style == MappingStyle.Flow));
                break;
            case SequenceStart list:
                Open(new Frame(new YamlList(at), list.Anchor, IsFlow: false));
                break;
            case MappingEnd or SequenceEnd:
                var closed = _open.Pop();
                if (closed.Node is YamlMap complete) MergeKeys.Apply(complete, budget);
                Complete(closed.Node, closed.Anchor);
                break;
            case AnchorAlias alias:
                // One that stands for what it is in has no end.
                Add(_anchors.GetValueOrDefault(alias.Value.Value) ?? throw new YamlException($"there is no anchor {alias.Value.Value} before this", at));
                break;
        }
    }

    private void Open(Frame frame)
    {
        if (_open.Count == MostLevels) throw new YamlException($"more than {MostLevels} levels deep", frame.Node.At);
        if (IsTemplate(frame)) throw new YamlException("it has {{", frame.Node.At);
        _open.Push(frame);
    }

    // {{ … }} is YAML: a map with a map as its key.
    private bool IsTemplate(Frame inner) =>
        inner is { IsFlow: true, Node: YamlMap } && _open.TryPeek(out var outer) && outer is { IsFlow: true, Key: null, Node: YamlMap { Entries.Count: 0 } }
        && outer.Node.At == inner.Node.At with { Column = inner.Node.At.Column - 1 };

    private void Complete(YamlNode node, AnchorName anchor)
    {
        if (!anchor.IsEmpty) _anchors[anchor.Value] = node;
        Add(node);
    }

    private void Add(YamlNode node)
    {
        if (_open.TryPeek(out var frame)) frame.Add(node);
        else _root = node;
    }

    private static string? TagOf(Scalar scalar) => scalar.Tag.IsEmpty || scalar.Tag.IsNonSpecific ? null : scalar.Tag.Value;

    private static Position At(Mark mark) => new((int)mark.Line, (int)mark.Column);

    private sealed record Frame(YamlNode Node, AnchorName Anchor, bool IsFlow)
    {
        private bool _hasKey;

        // Null also where the key is no scalar.
        public YamlScalar? Key { get; private set; }

        public void Add(YamlNode node)
        {
            switch (Node)
            {
                case YamlList list:
                    list.Items.Add(node);
                    break;
                case YamlMap when !_hasKey:
                    (Key, _hasKey) = (node as YamlScalar, true);
                    break;
                case YamlMap map:
                    if (Key is not null) map.Entries.Add(new(Key, node));
                    (Key, _hasKey) = (null, false);
                    break;
            }
        }
    }
}
