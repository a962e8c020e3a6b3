using ModelGen.Generator.Analysis;
using ModelGen.Generator.IR;
using ModelGen.Generator.Vocabulary;

namespace ModelGen.Generator.Passes.Canonical;

/// <summary>
/// Takes factors out of sums: g a + g b is g (a + b), a factor that is the same for all terms of a reduction is multiplied once, behind it,
/// and a division by what is smaller than the result is a product with its reciprocal, of which a row or a step needs one. So the forward
/// pass leaves one tensor for the backward pass where gradient rules ask for several, and the gradients of softmax and of norms are those
/// one writes by hand. Results may differ by a rounding or two; what is compared or rounded to whole numbers is divided as it was. A factor
/// that may be infinite stays where it is (<see cref="InfiniteFactors"/>).
/// </summary>
internal sealed class CommonFactors
{
    private readonly GraphBuilder _builder;
    private readonly Users _users;
    private readonly InfiniteFactors _infinite;
    private readonly bool[] _feedsDiscontinuity;

    /// <summary>The maximum number of factors considered together, which bounds the compile time of a product.</summary>
    private const int MaxFactors = 24;

    /// <summary>The factors, with multiplicity, of the new products that have a single use.</summary>
    private readonly Dictionary<int, IReadOnlyList<Node>> _products = [];
    private readonly Dictionary<int, Node> _reciprocals = [];
    private readonly Dictionary<ElementType, Node> _ones = [];

    /// <summary>The products with reciprocals, which may be parts of others.</summary>
    private readonly Dictionary<(int, int), Node> _quotients = [];

    private CommonFactors(Graph graph, GraphBuilder builder)
    {
        (_builder, _users, _infinite) = (builder, new(graph), new(graph, builder.Nodes));
        _feedsDiscontinuity = FindDiscontinuityInputs(graph, _users);
    }

    public static Graph Run(Graph graph)
    {
        CommonFactors? factors = null;
        return DeadNodes.Run(Rewrite.Rebuild(graph, (builder, node, inputs) => (factors ??= new(graph, builder)).Visit(node, inputs)));
    }

    private Node Visit(Node node, IReadOnlyList<Node> inputs)
    {
        var result = node.Type.Element.IsFloat() ? Simpler(node, inputs) : null;
        if (result is null || result.Type != node.Type) result = _builder.Copy(node, inputs);
        else if (node.Label is { } label) _builder.Label(result, label);
        if (_users.Count(node.Id) == 1 && !_users.IsOutput(node.Id)) ExposeFactors(result);
        else _products.Remove(result.Id);
        return result;
    }

    /// <summary>Makes the factors of a product visible to its user.</summary>
    private void ExposeFactors(Node product)
    {
        if (product.Kind != OpKind.Multiply || _products.ContainsKey(product.Id)) return;
        List<Node> factors = [.. product.Inputs.SelectMany(input => FactorsOf(_builder.Nodes[input]))];
        if (factors.Count <= MaxFactors) _products.Add(product.Id, factors);
    }

    private Node? Simpler(Node node, IReadOnlyList<Node> inputs) => node.Kind switch
    {
        OpKind.Divide when inputs[1].Type.Shape != node.Type.Shape && !_feedsDiscontinuity[node.Id] =>
            Quotient(node, inputs[0], inputs[1]),
        OpKind.Multiply when _quotients.Count > 0 =>
            ReplaceByQuotient(FactorsOf(inputs[0]).Concat(FactorsOf(inputs[1])).ToList()) is { } factors ? Product(factors) : null,
        OpKind.Add or OpKind.Subtract when inputs.All(IsProduct) => Sum(node, inputs),
        OpKind.ReduceSum when IsProduct(inputs[0]) => Reduced(node, FactorsOf(inputs[0])),
        _ => null,
    };

    /// <summary>
    /// The nodes that feed a comparison, or a rounding that is coarser than their own, directly or through movement: near a discontinuity
    /// one rounding error more is visible.
    /// </summary>
    private static bool[] FindDiscontinuityInputs(Graph graph, Users users)
    {
        var asked = new bool[graph.Nodes.Count];
        for (var id = asked.Length - 1; id >= 0; id--) asked[id] = users.UsersOf(id).Any(user => AsksExactly(graph, user, asked));
        return asked;
    }

    private static bool AsksExactly(Graph graph, Node user, bool[] asked) => user.Kind switch
    {
        OpKind.Floor or OpKind.Round or OpKind.Sign or OpKind.Less or OpKind.LessOrEqual or OpKind.Equal or OpKind.ArgMax
            or OpKind.Item => true,
        OpKind.Convert => !FloatFormat.IsExact(graph[user.Inputs[0]].Type.Element, user.Type.Element) || asked[user.Id],
        _ => user.Class == OpClass.Movement && asked[user.Id],
    };

    private Node? Quotient(Node node, Node dividend, Node divisor)
    {
        if (divisor.Kind == OpKind.Constant ? !HasNormalReciprocal(divisor) : !_infinite.MayMultiply(node, divisor)) return null;
        var reciprocal = Reciprocal(divisor);
        return _quotients[Pair(dividend, reciprocal)] = _builder.Add(OpKind.Multiply, dividend, reciprocal);
    }

    private Node Reciprocal(Node divisor)
    {
        if (_reciprocals.TryGetValue(divisor.Id, out var known)) return known;
        return _reciprocals[divisor.Id] = divisor.Kind == OpKind.Constant
            ? _builder.Constant(1 / divisor.Value, divisor.Type.Element)
            : _builder.Add(OpKind.Divide, One(divisor.Type.Element), divisor);
    }

    private Node One(ElementType type)
    {
        if (!_ones.TryGetValue(type, out var one)) _ones.Add(type, one = _builder.Constant(1, type));
        return one;
    }

    /// <summary>Whether the reciprocal of a constant is neither too small nor too large for a normal number of its type.</summary>
    private static bool HasNormalReciprocal(Node divisor)
    {
        var size = Math.Abs(divisor.Value);
        return divisor.Type.Element == ElementType.Float16 ? size is > 1e-4 and < 1e4 : size is > 1e-37 and < 1e37;
    }

    /// <summary>The factors with two of them replaced by an existing quotient; null if there is none.</summary>
    private List<Node>? ReplaceByQuotient(List<Node> factors)
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
        var (left, right) = (FactorsOf(inputs[0]).ToList(), FactorsOf(inputs[1]).ToList());
        var common = TakeCommon(node, left, right);
        if (common.Count == 0 || left.Count == 0 || right.Count == 0) return null;
        return Product([.. common, _builder.Add(node.Kind, Product(left), Product(right))]);
    }

    /// <summary>Takes the factors that both terms of a sum have out of them.</summary>
    private List<Node> TakeCommon(Node sum, List<Node> left, List<Node> right)
    {
        var common = new List<Node>();
        foreach (var factor in left.ToList())
        {
            if (!_infinite.MayLeaveTerms(sum, factor) || !right.Remove(factor)) continue;
            left.Remove(factor);
            common.Add(factor);
        }

        return common;
    }

    private Node? Reduced(Node node, IReadOnlyList<Node> factors)
    {
        var shape = _builder.BroadcastShape(factors);
        var (outer, inner) = (factors.Where(MayLeave).ToList(), factors.Where(factor => !MayLeave(factor)).ToList());
        if (outer.Count == 0 || inner.Count == 0 || _builder.BroadcastShape(inner) != shape) return null;
        return Product(
            [.. outer.Select(factor => Kept(node, shape, factor)), _builder.Add(OpKind.ReduceSum, [Product(inner)], node.Arguments)]);

        bool MayLeave(Node factor) => IsConstant(node, shape, factor) && _infinite.MayLeaveSum(node, shape, factor);
    }

    /// <summary>Whether a factor is the same along all axes that are summed.</summary>
    private static bool IsConstant(Node sum, Shape shape, Node factor)
        => sum.Reduction.Axes.All(axis =>
            shape.Rank - axis > factor.Type.Rank || factor.Type.Shape[axis - shape.Rank + factor.Type.Rank].IsOne);

    /// <summary>A factor without the axes that a sum takes away.</summary>
    private Node Kept(Node sum, Shape shape, Node factor)
    {
        if (sum.Reduction.Keep || factor.Type.Rank == 0) return factor;
        var first = shape.Rank - factor.Type.Rank;
        return _builder.Reshape(factor,
            Shape.Of(factor.Type.Shape.Dims.Where((_, axis) => !sum.Reduction.Axes.Contains(axis + first))));
    }

    /// <summary>The factors of a value, looking through products that have no other use.</summary>
    private IReadOnlyList<Node> FactorsOf(Node value) => _products.TryGetValue(value.Id, out var factors) ? factors : [value];

    private bool IsProduct(Node value) => _products.ContainsKey(value.Id);

    // Factors with fewer axes first, so that intermediate products stay small.
    private Node Product(IReadOnlyList<Node> factors)
        => (ReplaceByQuotient([.. factors]) ?? factors).OrderBy(factor => factor.Type.Shape.Dims.Count(dim => !dim.IsOne))
            .Aggregate((left, right) =>
    {
        var product = _builder.Add(OpKind.Multiply, left, right);
        ExposeFactors(product);
        return product;
    });

    private static (int, int) Pair(Node left, Node right) => (Math.Min(left.Id, right.Id), Math.Max(left.Id, right.Id));
}
