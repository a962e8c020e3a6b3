using ModelGen.Generator.CSharp;
using ModelGen.Generator.IR;
using ModelGen.Generator.Passes.Optimizers;
using ModelGen.Generator.Programs;

namespace ModelGen.Generator.Targets.Host;

/// <summary>
/// Writes the numbers that the host computes for a call, in double precision, such as Adam's bias corrections, and its conditions.
/// </summary>
/// <param name="nodes">The numbers, in order.</param>
/// <param name="taken">Names that variables around have; gets those of the numbers.</param>
internal sealed class HostExpressions(IReadOnlyList<Node> nodes, List<string> taken)
{
    private readonly Dictionary<int, string> _names = [];
    private readonly HashSet<int> _known = [];
    private readonly Dictionary<int, Node> _nodes = nodes.ToDictionary(node => node.Id);

    /// <summary>
    /// Declares the numbers that can be computed by now; constants and what the call gives are written where they are used.
    /// </summary>
    public void Write(SourceWriter writer)
    {
        foreach (var node in nodes.Where(node => node.Kind != OpKind.Item && !_known.Contains(node.Id) && node.Inputs.All(_known.Contains)))
        {
            if (Atom(node) is null)
                writer.Line($"{(node.Type.Element == ElementType.Bool ? "bool" : "double")} {Name(node.Id)} = {Expression(node)};");
            _known.Add(node.Id);
        }
    }

    /// <summary>Declares a number that is read from memory, and those that follow from it.</summary>
    public void Write(SourceWriter writer, int number, string read)
    {
        writer.Line($"double {Name(number)} = {read};");
        _known.Add(number);
        Write(writer);
    }

    /// <summary>The expression that stands for a number after <see cref="Write"/>.</summary>
    public string Use(int id) => Atom(_nodes[id]) ?? Name(id);

    private string Name(int node)
    {
        if (_names.TryGetValue(node, out var known)) return known;
        var name = KernelNames.Unique([Described(_nodes[node]) ?? ValueNames.Of(_nodes[node])], taken)[0];
        taken.Add(name);
        return _names[node] = Identifiers.Variable(name);
    }

    /// <summary>A number's own name, or one after what it is made of; what is read from memory is made of none.</summary>
    private string? Described(Node node)
    {
        if (node.Origin?.Part is not null) return ValueNames.Of(node);
        return node.Kind == OpKind.Item ? null : NumberNames.Of(node, id => _nodes[id], Described);
    }

    private static string? Atom(Node node) => node.Kind switch
    {
        OpKind.Constant => Literals.Double(node.Value),
        OpKind.DimValue => $"(double)({DimText.Format(node.Dim)})",
        OpKind.HostScalar => Scalar(node),
        _ => null,
    };

    private static string Scalar(Node node)
    {
        if (ConstructorNumber.Parameter(node.Name) is { } parameter) return ConstructorNumber.Property(parameter);
        if (CallNumber.Input(node) is not null) return Identifiers.Symbol(node.Name);
        return IndexedNumber.Call(node.Name) ?? node.Name switch
        {
            OptimizerStep.LearningRate => "LearningRate",
            ApplyGradients.Weight => "AccumulatedWeight",
            _ => "OptimizerStep",
        };
    }

    private string Expression(Node node)
    {
        var x = node.Inputs.Select(Use).ToList();
        return node.Kind == OpKind.Convert && _nodes[node.Inputs[0]].Type.Element == ElementType.Bool
            ? $"{x[0]} ? 1d : 0d"
            : OpFunction.Apply(node.Kind.Function().Host.Replace("{Type}", node.Type.Element.Keyword()), x);
    }
}
