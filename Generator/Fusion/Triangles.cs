using ModelGen.Generator.Analysis;
using ModelGen.Generator.Helpers;
using ModelGen.Generator.IR;
using ModelGen.Generator.Passes.Canonical;

namespace ModelGen.Generator.Fusion;

/// <summary>
/// Finds what lies above the diagonals of matrices (the last two axes), where the column is greater than the row. A causal mask makes it
/// -infinity before a softmax and so 0 after it: of the products before and after, and of their gradients, half need not be computed.
/// <para>
/// What is not known counts as finite: 0 times it is 0, and -infinity with it stays. Where it is not, its row is not finite elsewhere
/// either.
/// </para>
/// </summary>
internal sealed class Triangles
{
    private readonly Graph _graph;

    /// <summary>For each node the one value of what lies above the diagonal, if it is known; of a number itself.</summary>
    private readonly double?[] _above;
    private readonly Readers _readers;
    private readonly bool?[] _isWanted;

    public Triangles(Graph graph)
    {
        (_graph, _above, _readers, _isWanted) = (graph, new double?[graph.Nodes.Count], new(graph), new bool?[graph.Nodes.Count]);
        var slopes = new Slope?[graph.Nodes.Count];
        foreach (var node in graph.Nodes)
        {
            _above[node.Id] = Compared(node, slopes) ?? Above(node);
            slopes[node.Id] = Slope.Of(node, IsNumber(node.Id) ? _above[node.Id] : null, slopes);
        }
    }

    /// <summary>What a node has above the diagonal, if that is 0 or infinite everywhere there.</summary>
    public double? Beyond(Node node) => _above[node.Id] is { } value && (value == 0 || double.IsInfinity(value)) ? value : null;

    /// <summary>What a product need not compute.</summary>
    public Triangle Of(Node product)
    {
        if (_above[product.Inputs[0]] == 0) return product.Arguments.TransposeA ? Triangle.TermsFromRow : Triangle.TermsToRow;
        return IsWantedAbove(product) ? Triangle.None : Triangle.Result;
    }

    private static double? Compared(Node node, Slope?[] slopes)
        => node.Kind is OpKind.Less or OpKind.LessOrEqual
            ? slopes[node.Inputs[0]]?.IsLessAbove(slopes[node.Inputs[1]], orEqual: node.Kind == OpKind.LessOrEqual)
            : null;

    private double? Above(Node node)
    {
        if (node.Kind.Row().Class == OpClass.Source) return HostConstant.Of(node, _graph.Nodes);
        return KeepsPlaces(node)
            ? Value(node.Kind, [.. node.Inputs.Select(id => IsNumber(id) || HasPlacesOf(node, id) ? _above[id] : null)])
            : null;
    }

    /// <summary>The value of an operation on values of which some are not known.</summary>
    private static double? Value(OpKind kind, double?[] x) => kind switch
    {
        OpKind.Reshape or OpKind.Broadcast => x[0],
        OpKind.Multiply when x[0] == 0 || x[1] == 0 => 0,
        OpKind.Divide when x[0] == 0 => 0,
        OpKind.Add when double.IsNegativeInfinity(x[0] ?? 0) || double.IsNegativeInfinity(x[1] ?? 0) => double.NegativeInfinity,
        OpKind.Subtract when double.IsNegativeInfinity(x[0] ?? 0) => double.NegativeInfinity,
        _ => HostConstant.Value(kind, x),
    };

    /// <summary>Whether anybody takes what a node has above the diagonal.</summary>
    private bool IsWantedAbove(Node node)
    {
        if (_isWanted[node.Id] is { } known) return known;

        // Readers come after what they read.
        for (var id = _graph.Nodes.Count - 1; id >= node.Id; id--)
            _isWanted[id] ??= _readers.IsOutput(id) || _readers.Of(id).Any(reader => TakesAbove(reader, id));
        return _isWanted[node.Id]!.Value;

        bool TakesAbove(Node reader, int read)
            => !KeepsPlaces(reader) || !HasPlacesOf(reader, read) || (_above[reader.Id] is null && _isWanted[reader.Id]!.Value);
    }

    /// <summary>Whether each element is made of operands' elements at its own place.</summary>
    private static bool KeepsPlaces(Node node)
        => node.Kind.Row().Class == OpClass.Elementwise || node.Kind is OpKind.Reshape or OpKind.Broadcast;

    private bool IsNumber(int id) => _graph[id].Type.Rank == 0;

    private bool HasPlacesOf(Node node, int operand)
    {
        var (shape, other) = (node.Type.Shape, _graph[operand].Type.Shape);
        return shape.Rank >= 2 && other.Rank >= 2 && shape[shape.Rank - 1] == other[other.Rank - 1]
            && shape[shape.Rank - 2] == other[other.Rank - 2];
    }
}
