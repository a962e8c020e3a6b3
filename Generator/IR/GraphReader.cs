using System.Globalization;
using ModelGen.Generator.Helpers;

namespace ModelGen.Generator.IR;

/// <summary>Reads the text form of a <see cref="Graph"/>, of earlier versions too.</summary>
internal sealed class GraphReader
{
    /// <summary>Operations that had other names in versions before 4.</summary>
    private static readonly Dictionary<string, OpKind> Renamed = new()
    {
        ["convert_to_float"] = OpKind.Convert,
        ["convert_to_int"] = OpKind.Convert,
    };

    private readonly List<string> _fixed = [];
    private readonly List<string> _batch = [];
    private readonly List<string> _numbers = [];
    private readonly List<InputInfo> _inputs = [];
    private readonly List<ParameterInfo> _parameters = [];
    private readonly List<StateInfo> _states = [];
    private readonly List<DimGuard> _guards = [];
    private readonly List<DimLimit> _limits = [];
    private readonly List<LayerCall> _layers = [];
    private readonly List<Node> _nodes = [];
    private readonly List<GraphOutput> _outputs = [];
    private (string Name, ElementType Precision)? _head;

    /// <summary>The graph that <paramref name="text"/> describes. Lines that are empty are passed over.</summary>
    /// <exception cref="GraphVersionException">A later version of ModelGen wrote it.</exception>
    /// <exception cref="GraphFormatException">It is not the text of a graph.</exception>
    public static Graph Read(string text)
    {
        var lines = text.Replace("\r\n", "\n").Split('\n');
        CheckVersion(lines[0]);
        return ReadLines(lines, 1, lines.Length);
    }

    private static Graph ReadLines(string[] lines, int first, int end)
    {
        var reader = new GraphReader();
        for (var index = first; index < end; index++)
        {
            var line = new GraphLine(lines[index], index + 1);
            if (lines[index].Trim() == GraphText.BodyStart)
            {
                var last = EndOfBody(lines, index, end);
                reader.AddBody(ReadLines(lines, index + 1, last), line);
                index = last;
            }
            else if (lines[index].Trim().Length > 0)
            {
                reader.ReadLine(line);
            }
        }

        return reader.Build();
    }

    private static int EndOfBody(string[] lines, int start, int end)
    {
        var depth = 0;
        for (var index = start; index < end; index++)
        {
            if (lines[index].Trim() == GraphText.BodyStart) depth++;
            else if (lines[index].Trim() == GraphText.BodyEnd && --depth == 0) return index;
        }

        throw new GraphFormatException(start + 1, $"the body lacks its '{GraphText.BodyEnd}'");
    }

    private void AddBody(Graph body, GraphLine line)
    {
        if (_nodes.Count == 0 || _nodes[^1].Arguments is not ControlArguments control)
            throw line.Error("a body belongs to a loop or a branch");
        _nodes[^1] = _nodes[^1] with { Arguments = control with { Bodies = control.Bodies.Append(body).ToEquatableArray() } };
    }

    private static void CheckVersion(string line)
    {
        if (!line.StartsWith(GraphText.Signature + " ", StringComparison.Ordinal)
            || !int.TryParse(line.Substring(GraphText.Signature.Length + 1).Trim(), NumberStyles.None, CultureInfo.InvariantCulture,
                out var version))
            throw new GraphFormatException(1, $"the text does not start with '{GraphText.Signature} {GraphText.Version}'");
        if (version > GraphText.Version) throw new GraphVersionException(version);
    }

    private Graph Build()
    {
        if (_head is not var (name, precision)) throw new GraphFormatException(2, "the line 'graph <name> <element type>' is missing");
        return new(
            name, precision, _fixed.ToEquatableArray(), _batch.ToEquatableArray(), _inputs.ToEquatableArray(),
            _parameters.ToEquatableArray(), _states.ToEquatableArray(), _nodes.ToEquatableArray(), _outputs.ToEquatableArray(),
            _guards.ToEquatableArray(),
            _numbers.ToEquatableArray())
        {
            Limits = _limits.ToEquatableArray(),
            Layers = _layers.ToEquatableArray(),
        };
    }

    private void ReadLine(GraphLine line)
    {
        if (line.Try("%")) _nodes.Add(ReadNode(line));
        else ReadDeclaration(line, line.Word());
        line.End();
    }

    private void ReadDeclaration(GraphLine line, string word)
    {
        switch (word)
        {
            case "graph": _head = (line.Name(), ReadPrecision(line)); break;
            case "fixed": ReadNames(line, _fixed); break;
            case "batch": ReadNames(line, _batch); break;
            case "numbers": ReadNames(line, _numbers); break;
            case "input": _inputs.Add(ReadInput(line)); break;
            case "parameter": _parameters.Add(ReadParameter(line)); break;
            case "buffer": _parameters.Add(ReadParameter(line) with { IsTrainable = false }); break;
            case "buffer_state": _parameters.Add(ReadParameter(line) with { IsTrainable = false, IsState = true }); break;
            case "state": _states.Add(ReadState(line)); break;
            case "transient": _states.Add(ReadState(line) with { IsTransient = true }); break;
            case "guard": _guards.Add(ReadGuard(line)); break;
            case "limit": _limits.Add(ReadLimit(line)); break;
            case "layer": _layers.Add(ReadLayer(line)); break;
            case "output": _outputs.Add(new(line.Member<OutputRole>(), line.Name(), line.Id())); break;
            default: throw line.Error($"'{word}' starts no line of a graph");
        }
    }

    private static ElementType ReadPrecision(GraphLine line)
        => ElementTypes.Parse(line.Word()) is { } type && type.IsFloat()
            ? type
            : throw line.Error("the precision of a graph is a float type");

    private static void ReadNames(GraphLine line, List<string> names)
    {
        while (!line.AtEnd) names.Add(line.Name());
    }

    private static InputInfo ReadInput(GraphLine line)
    {
        var name = line.Name();
        line.Expect(":");
        var type = line.Type();
        return new(name, type, line.Try("below ") ? line.Dim() : null);
    }

    private static ParameterInfo ReadParameter(GraphLine line)
    {
        var name = line.Name();
        line.Expect(":");
        var type = line.Type();
        line.Expect("=");
        var kind = line.Member<InitializerKind>();
        var (first, second) = (line.Number(), line.Number());
        return new(name, type, new(kind, first, second, line.Try("fan_in ") ? line.Dim() : null));
    }

    private static LayerCall ReadLayer(GraphLine line)
    {
        var (path, module, depth) = (line.Name(), line.Quoted(), (int)line.Number());
        line.Expect(":");
        var output = line.Type();
        line.Expect("multiply_adds ");
        return new(path, module, depth, output, line.Dim());
    }

    private static StateInfo ReadState(GraphLine line)
    {
        var name = line.Name();
        var parameter = line.Try("of ") ? line.Name() : "";
        line.Expect(":");
        return new(name, parameter, line.Type());
    }

    private static DimGuard ReadGuard(GraphLine line)
    {
        var isOfLoss = line.Try("loss ");
        var left = line.Dim();
        var mustDiffer = line.Try("!=");
        if (!mustDiffer) line.Expect("==");
        var right = line.Dim();
        line.Expect("because ");
        return new(left, right, line.Quoted(), mustDiffer, isOfLoss);
    }

    private static DimLimit ReadLimit(GraphLine line)
    {
        var isOfLoss = line.Try("loss ");
        var value = line.Dim();
        line.Expect("from ");
        var least = line.Dim();
        var (most, size) = ReadMost(line);
        line.Expect("what ");
        var what = line.Quoted();
        line.Expect("where ");
        return new(value, least, most, size, what, line.Quoted(), isOfLoss);
    }

    private static (Dim? Most, Dim Size) ReadMost(GraphLine line)
    {
        if (!line.Try("to ")) return (null, Dim.Zero);
        var most = line.Dim();
        line.Expect("of ");
        return (most, line.Dim());
    }

    private static OpKind ReadKind(GraphLine line)
    {
        var word = line.Word();
        return OpTable.Find(word) ?? (Renamed.TryGetValue(word, out var now) ? now : throw line.Error($"'{word}' is not an operation"));
    }

    private static EquatableArray<int> ReadInputs(GraphLine line)
    {
        var inputs = new List<int>();
        while (line.Try("%")) inputs.Add(line.Integer());
        return inputs.ToEquatableArray();
    }

    private Node ReadNode(GraphLine line)
    {
        var id = line.Integer();
        if (id != _nodes.Count) throw line.Error($"expected node %{_nodes.Count}, got %{id}: nodes are numbered in order");
        line.Expect("=");
        var kind = ReadKind(line);
        var inputs = ReadInputs(line);
        var arguments = kind.Row().Arguments.Read(line);
        line.Expect(":");
        var type = line.Type();
        if (kind.Has(OpTraits.HasElement)) arguments = ((TypedArguments)arguments) with { Element = type.Element };
        var label = line.Try("# ") ? GraphText.Unescape(line.Rest()) : null;
        return new(id, kind, inputs, arguments, type, label);
    }
}
