using ModelGen.Generator.IR;

namespace ModelGen.Generator.Analysis;

/// <summary>
/// Which gradients have zeros that mean "not selected", and which derivatives must not be multiplied with them: 0 times an infinite
/// derivative is NaN, although an element that was not selected does not contribute to the result.
/// </summary>
internal sealed class DerivativeFiniteness(ValueRanges ranges, IReadOnlyList<Node> nodes)
{
    /// <summary>Whether an operation of a body, or of the bodies within it, passes its gradient on to some elements alone.</summary>
    public static bool Selects(Graph body) => body.Nodes.Any(node => node.Kind.Has(OpTraits.Selects) || node.Bodies.Any(Selects));

    /// <summary>Whether a node's slope along an operand is finite for each element, be it chosen or not.</summary>
    public bool IsDerivativeFinite(Node node, int operand)
        => node.Class != OpClass.Elementwise || IsFinite(Slope(node, operand));

    /// <summary>Whether a value, a gradient say, is finite.</summary>
    public bool IsFinite(Node value) => IsFinite(ranges[value.Id]);

    private static bool IsFinite(ValueRange range)
        => range.Finiteness == Finiteness.Sure && !(double.IsInfinity(range.Low) && range.Low == range.High);

    private ValueRange Slope(Node node, int operand)
        => node.Kind.Function().Slope is { } slope ? slope(Operand(node, 0), ranges[node.Id]) : SlopeOfMany(node, operand);

    private ValueRange SlopeOfMany(Node node, int operand) => node.Kind switch
    {
        OpKind.Multiply => Operand(node, 1 - operand),
        OpKind.Divide when operand == 0 => Operand(node, 1).Reciprocal(),
        OpKind.Divide => ranges[node.Id].Times(Operand(node, 1).Reciprocal()),
        OpKind.Power => Power(node, operand),
        OpKind.Add or OpKind.Subtract or OpKind.Minimum or OpKind.Maximum or OpKind.Less or OpKind.LessOrEqual or OpKind.Equal
            or OpKind.Select
            => ValueRange.Between(1, 1, Finiteness.Sure),
        _ => throw new ArgumentOutOfRangeException(nameof(node), node.Kind, "the table has no row for this primitive"),
    };

    // b a^(b-1), and a^b log a.
    private ValueRange Power(Node node, int operand)
    {
        var (x, exponent) = (Operand(node, 0), nodes[node.Inputs[1]]);
        if (operand == 1) return ranges[node.Id].Times(x.Logarithm());
        if (exponent.Kind != OpKind.Constant)
            return x.Low > 0 ? ranges[node.Id].Times(Operand(node, 1)) : ValueRange.Unknown(Finiteness.Open);
        return exponent.Value == 0 ? ValueRange.Between(0, 0, x.Finiteness) : x.Power(exponent.Value - 1);
    }

    private ValueRange Operand(Node node, int number) => ranges[node.Inputs[number]];
}
