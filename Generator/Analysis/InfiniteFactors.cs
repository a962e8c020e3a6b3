using ModelGen.Generator.IR;

namespace ModelGen.Generator.Analysis;

/// <summary>
/// Which factors may be taken out of a sum, and which divisors have a reciprocal to multiply with. Of an infinite factor the terms are
/// infinite, or NaN where the other factor is 0, and terms of both signs, or one of 0, make NaN of the sum; taken out of it, the factor
/// meets what the others add up to, and may leave an infinity. So a factor must have bounds, beyond which no element is whatever the inputs
/// are; that it is NaN does not matter.
/// <para>
/// Of a gradient, what reaches a value along several ways has the gradient behind them as a factor, of which no bound is known: it may be
/// taken out of the sum, as the chain rule is written. Where it is infinite, neither sum is a number, but one may be infinite and the other
/// NaN.
/// </para>
/// </summary>
/// <param name="graph">The graph.</param>
/// <param name="nodes">The nodes of the factors, more of which may come later.</param>
internal sealed class InfiniteFactors(Graph graph, IReadOnlyList<Node> nodes)
{
    private readonly bool[] _isOfValue = FindValues(graph);

    // Any size and index may be 0.
    private readonly ValueRanges _ranges = new(nodes, _ => ValueRange.Unknown(Finiteness.AsGiven),
        [.. graph.Nodes.SelectMany(node => node.Type.Shape.Dims.Concat(node.Kind == OpKind.DimValue ? [node.Dim] : []))
            .SelectMany(dim => dim.Symbols).Distinct()]);

    /// <summary>Whether a factor may be taken out of the sum of two terms that a node is.</summary>
    public bool MayLeaveTerms(Node sum, Node factor) => IsNeverInfinite(factor) || !_isOfValue[sum.Id];

    /// <summary>
    /// Whether a factor may be taken out of the sum over axes of a shape. Where there is no term, the sum is 0 even of NaN; gradients are
    /// taken of batches that have elements.
    /// </summary>
    public bool MayLeaveSum(Node sum, Shape shape, Node factor)
        => IsNeverInfinite(factor) && (!_isOfValue[sum.Id] || sum.Reduction.Axes.All(axis => (shape[axis] - 1).IsNatural));

    /// <summary>
    /// Whether a quotient may be the product with the divisor's reciprocal: that of a divisor below the normal numbers is infinite, and the
    /// quotient need not be. Sizes and other whole numbers are 0 or far from it, and so is what gradients and steps divide by.
    /// </summary>
    public bool MayMultiply(Node quotient, Node divisor)
        => !_isOfValue[quotient.Id] || IsWhole(divisor) || HasBounds(_ranges[divisor.Id].Reciprocal(), divisor.Type.Element);

    private bool IsWhole(Node value) => value.Kind switch
    {
        OpKind.DimValue => true,
        OpKind.Convert or OpKind.Broadcast or OpKind.Reshape => IsWhole(nodes[value.Inputs[0]]),
        _ => !value.Type.Element.IsFloat(),
    };

    private bool IsNeverInfinite(Node factor) => HasBounds(_ranges[factor.Id], factor.Type.Element);

    private static bool HasBounds(ValueRange range, ElementType type)
    {
        return IsFinite(range.Low) && IsFinite(range.High);

        bool IsFinite(double bound) => Math.Abs(FloatFormat.Convert(bound, type)) < double.PositiveInfinity;
    }

    /// <summary>The nodes of which results, a loss or what the model keeps are made, and not gradients and steps alone.</summary>
    private static bool[] FindValues(Graph graph)
    {
        var isOfValue = new bool[graph.Nodes.Count];
        foreach (var output in graph.Outputs) isOfValue[output.Node] |= !IsOfGradient(graph, output);
        for (var id = isOfValue.Length - 1; id >= 0; id--)
        {
            if (!isOfValue[id]) continue;
            foreach (var input in graph[id].Inputs) isOfValue[input] = true;
        }

        return isOfValue;
    }

    private static bool IsOfGradient(Graph graph, GraphOutput output) => output.Role switch
    {
        OutputRole.Gradient or OutputRole.GradientNorm => true,
        OutputRole.Update => graph.Parameters.Any(parameter => parameter.Name == output.Target && parameter.IsTrainable)
            || graph.States.Any(state => state.Name == output.Target && state.Parameter.Length > 0),
        _ => false,
    };
}
