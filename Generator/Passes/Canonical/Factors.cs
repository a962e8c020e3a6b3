using ModelGen.Generator.Analysis;
using ModelGen.Generator.Helpers;
using ModelGen.Generator.IR;
using ModelGen.Generator.Vocabulary;

namespace ModelGen.Generator.Passes.Canonical;

/// <summary>
/// Takes factors out of sums: g a + g b is g (a + b), a factor that is the same for all terms of a reduction is multiplied once, behind it,
/// and a division by what is smaller than the result is a product with its reciprocal, of which a row or a step needs one. So the forward
/// pass leaves one tensor for the backward pass where gradient rules ask for several, and the gradients of softmax and of norms are those
/// one writes by hand. Results may differ by a rounding or two; what is compared or rounded to whole numbers is divided as it was.
/// </summary>
internal sealed class Factors
{
    private readonly GraphBuilder _builder;
    private readonly Readers _readers;
    private readonly bool[] _isAsked;

    /// <summary>More factors than these are not looked at together: the time that a product takes is bounded.</summary>
    private const int MostFactors = 24;

    /// <summary>The factors, each as often as it stands there, of the new products that one node alone reads.</summary>
    private readonly Dictionary<int, IReadOnlyList<Node>> _products = [];
    private readonly Dictionary<int, Node> _reciprocals = [];
    private Node? _one;

    /// <summary>The products with reciprocals, which may be parts of others.</summary>
    private readonly Dictionary<(int, int), Node> _quotients = [];

    private Factors(Graph graph, GraphBuilder builder)
    {
        (_builder, _readers) = (builder, new(graph));
        _isAsked = Asked(graph, _readers);
    }

    public static Graph Run(Graph graph)
    {
        Factors? factors = null;
        return DeadNodes.Run(Rewrite.Run(graph, (builder, node, inputs) => (factors ??= new(graph, builder)).Visit(node, inputs)));
    }

    private Node Visit(Node node, IReadOnlyList<Node> inputs)
    {
        var result = node.Type.Element.IsFloat() ? Simpler(node, inputs) : null;
        if (result is null || result.Type != node.Type) result = _builder.Copy(node, inputs);
        else if (node.Label is { } label) _builder.Label(result, label);
        if (_readers.Count(node.Id) == 1 && !_readers.IsOutput(node.Id)) Open(result);
        else _products.Remove(result.Id);
        return result;
    }

    /// <summary>Lets who reads a product see its factors.</summary>
    private void Open(Node product)
    {
        if (product.Kind != OpKind.Multiply || _products.ContainsKey(product.Id)) return;
        List<Node> factors = [.. product.Inputs.SelectMany(input => Of(_builder.Nodes[input]))];
        if (factors.Count <= MostFactors) _products.Add(product.Id, factors);
    }

    private Node? Simpler(Node node, IReadOnlyList<Node> inputs) => node.Kind switch
    {
        OpKind.Divide when inputs[1].Type.Shape != node.Type.Shape && !_isAsked[node.Id] => Quotient(inputs[0], inputs[1]),
        OpKind.Multiply when _quotients.Count > 0 =>
            Known(Of(inputs[0]).Concat(Of(inputs[1])).ToList()) is { } factors ? Product(factors) : null,
        OpKind.Add or OpKind.Subtract when inputs.All(IsProduct) => Sum(node, inputs),
        OpKind.ReduceSum when IsProduct(inputs[0]) => Reduced(node, Of(inputs[0])),
        _ => null,
    };

    /// <summary>
    /// The nodes whose values, be they moved, are compared or rounded: near a step of a function a rounding more or less shows.
    /// </summary>
    private static bool[] Asked(Graph graph, Readers readers)
    {
        var asked = new bool[graph.Nodes.Count];
        for (var id = asked.Length - 1; id >= 0; id--) asked[id] = readers.Of(id).Any(Asks);
        return asked;

        bool Asks(Node reader) => reader.Kind switch
        {
            OpKind.Floor or OpKind.Round or OpKind.Sign or OpKind.ConvertToInt or OpKind.Less or OpKind.LessOrEqual or OpKind.Equal
                or OpKind.ArgMax or OpKind.Item => true,
            _ => reader.Kind.Row().Class == OpClass.Movement && asked[reader.Id],
        };
    }

    private Node? Quotient(Node dividend, Node divisor)
    {
        if (!_reciprocals.TryGetValue(divisor.Id, out var reciprocal))
        {
            // Of a number as small or as large the reciprocal would not be a normal float.
            if (divisor.Kind == OpKind.Constant && Math.Abs(divisor.Arguments.Value) is not (> 1e-37 and < 1e37)) return null;
            reciprocal = divisor.Kind == OpKind.Constant
                ? _builder.Constant(1 / divisor.Arguments.Value)
                : _builder.Add(OpKind.Divide, _one ??= _builder.Constant(1), divisor);
            _reciprocals.Add(divisor.Id, reciprocal);
        }

        return _quotients[Pair(dividend, reciprocal)] = _builder.Add(OpKind.Multiply, dividend, reciprocal);
    }

    /// <summary>Factors two of which are a quotient that is there already, in its place; null where there is none.</summary>
    private List<Node>? Known(List<Node> factors)
    {
        for (var left = 0; left < factors.Count; left++)
        {
            for (var right = left + 1; right < factors.Count; right++)
            {
                if (!_quotients.TryGetValue(Pair(factors[left], factors[right]), out var quotient)) continue;
                return [quotient, .. factors.Where((_, index) => index != left && index != right)];
            }
        }

        return null;
    }

    private Node? Sum(Node node, IReadOnlyList<Node> inputs)
    {
        var (left, right) = (Of(inputs[0]).ToList(), Of(inputs[1]).ToList());
        var common = new List<Node>();
        foreach (var factor in left.ToList())
        {
            if (!right.Remove(factor)) continue;
            left.Remove(factor);
            common.Add(factor);
        }

        if (common.Count == 0 || left.Count == 0 || right.Count == 0) return null;
        return Product([.. common, _builder.Add(node.Kind, Product(left), Product(right))]);
    }

    private Node? Reduced(Node node, IReadOnlyList<Node> factors)
    {
        var shape = _builder.Joined(factors);
        var (outer, inner) = (factors.Where(IsConstant).ToList(), factors.Where(factor => !IsConstant(factor)).ToList());
        if (outer.Count == 0 || inner.Count == 0 || _builder.Joined(inner) != shape) return null;
        return Product([.. outer.Select(Kept), _builder.Add(OpKind.ReduceSum, [Product(inner)], node.Arguments)]);

        // Along all axes that are summed.
        bool IsConstant(Node factor)
            => node.Arguments.Axes.All(axis =>
                shape.Rank - axis > factor.Type.Rank || factor.Type.Shape[axis - shape.Rank + factor.Type.Rank].IsOne);

        Node Kept(Node factor)
        {
            if (node.Arguments.Keep || factor.Type.Rank == 0) return factor;
            var first = shape.Rank - factor.Type.Rank;
            return _builder.Reshape(factor,
                Shape.Of(factor.Type.Shape.Dims.Where((_, axis) => !node.Arguments.Axes.Contains(axis + first))));
        }
    }

    /// <summary>What a value is the product of, as far as nobody else reads the products.</summary>
    private IReadOnlyList<Node> Of(Node value) => _products.TryGetValue(value.Id, out var factors) ? factors : [value];

    private bool IsProduct(Node value) => _products.ContainsKey(value.Id);

    // Small ones first, so that they are multiplied while they are small.
    private Node Product(IReadOnlyList<Node> factors)
        => (Known([.. factors]) ?? factors).OrderBy(factor => factor.Type.Shape.Dims.Count(dim => !dim.IsOne)).Aggregate((left, right) =>
    {
        var product = _builder.Add(OpKind.Multiply, left, right);
        Open(product);
        return product;
    });

    private static (int, int) Pair(Node left, Node right) => (Math.Min(left.Id, right.Id), Math.Max(left.Id, right.Id));
}
