using ModelGen.Generator.Analysis;
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
internal sealed class TriangleAnalysis
{
    private readonly Graph _graph;

    /// <summary>For each node the constant value of all elements above the diagonal, if it is known; for a scalar its own value.</summary>
    private readonly double?[] _above;
    private readonly Users _users;
    private readonly bool?[] _isWanted;

    public TriangleAnalysis(Graph graph)
    {
        (_graph, _above, _users, _isWanted) = (graph, new double?[graph.Nodes.Count], new(graph), new bool?[graph.Nodes.Count]);
        var slopes = new RowColumnAffine?[graph.Nodes.Count];
        foreach (var node in graph.Nodes)
        {
            _above[node.Id] = Compared(node, slopes) ?? Above(node);
            slopes[node.Id] = RowColumnAffine.FromNode(node, IsNumber(node.Id) ? _above[node.Id] : null, slopes);
        }
    }

    /// <summary>The value of a node above the diagonal, if it is 0 or infinite everywhere there.</summary>
    public double? ValueAboveDiagonal(Node node) => _above[node.Id] is { } value && (value == 0 || double.IsInfinity(value)) ? value : null;

    /// <summary>What a product need not compute.</summary>
    public Triangle ForProduct(Node product)
    {
        if (_above[product.Inputs[0]] == 0) return product.Product.TransposeA ? Triangle.TermsFromRow : Triangle.TermsToRow;
        return IsReadAboveDiagonal(product) ? Triangle.None : Triangle.Result;
    }

    private static double? Compared(Node node, RowColumnAffine?[] slopes)
        => node.Kind is OpKind.Less or OpKind.LessOrEqual
            ? slopes[node.Inputs[0]]?.CompareAboveDiagonal(slopes[node.Inputs[1]], orEqual: node.Kind == OpKind.LessOrEqual)
            : null;

    private double? Above(Node node)
    {
        if (node.Class == OpClass.Source) return HostConstant.Evaluate(node, _graph.Nodes);
        return IsPointwise(node)
            ? Value(node, [.. node.Inputs.Select(id => IsNumber(id) || HasSameMatrixShape(node, id) ? _above[id] : null)])
            : null;
    }

    /// <summary>The value of an operation on values of which some are not known.</summary>
    private static double? Value(Node node, double?[] x) => node.Kind switch
    {
        OpKind.Reshape or OpKind.Broadcast => x[0],
        OpKind.Multiply when x[0] == 0 || x[1] == 0 => 0,
        OpKind.Divide when x[0] == 0 => 0,
        OpKind.Add when double.IsNegativeInfinity(x[0] ?? 0) || double.IsNegativeInfinity(x[1] ?? 0) => double.NegativeInfinity,
        OpKind.Subtract when double.IsNegativeInfinity(x[0] ?? 0) => double.NegativeInfinity,
        _ => HostConstant.EvaluateOp(node, x),
    };

    /// <summary>Whether any use reads a node's elements above the diagonal.</summary>
    private bool IsReadAboveDiagonal(Node node)
    {
        if (_isWanted[node.Id] is { } known) return known;

        // Users have greater ids than their operands.
        for (var id = _graph.Nodes.Count - 1; id >= node.Id; id--)
            _isWanted[id] ??= _users.IsOutput(id) || _users.UsersOf(id).Any(user => ReadsAboveDiagonal(user, id));
        return _isWanted[node.Id]!.Value;

        bool ReadsAboveDiagonal(Node user, int read)
            => !IsPointwise(user) || !HasSameMatrixShape(user, read) || (_above[user.Id] is null && _isWanted[user.Id]!.Value);
    }

    /// <summary>Whether each element depends only on operands' elements at the same index.</summary>
    private static bool IsPointwise(Node node)
        => node.Class == OpClass.Elementwise || node.Kind is OpKind.Reshape or OpKind.Broadcast;

    private bool IsNumber(int id) => _graph[id].Type.Rank == 0;

    private bool HasSameMatrixShape(Node node, int operand)
    {
        var (shape, other) = (node.Type.Shape, _graph[operand].Type.Shape);
        return shape.Rank >= 2 && other.Rank >= 2 && shape[shape.Rank - 1] == other[other.Rank - 1]
            && shape[shape.Rank - 2] == other[other.Rank - 2];
    }
}
