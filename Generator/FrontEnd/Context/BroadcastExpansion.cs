using Microsoft.CodeAnalysis;
using ModelGen.Generator.Diagnostics;
using ModelGen.Generator.FrontEnd.Fixes;
using ModelGen.Generator.IR;

namespace ModelGen.Generator.FrontEnd.Context;

/// <summary>
/// Finds operations that combine each element of one operand with each of another, as [N, 1] with [N] gives [N, N]: both operands expand,
/// each along an axis whose size only the call knows. That is seldom meant, unless both have an axis of 1 that somebody put there for it.
/// </summary>
internal sealed class BroadcastExpansion(GraphBuilder builder)
{
    /// <summary>The warning about an operation's operands, or null.</summary>
    /// <param name="operands">Its operands, which broadcast.</param>
    /// <param name="location">Where it stands.</param>
    /// <param name="syntax">What they are operands of.</param>
    public Diagnostic? Check(IReadOnlyList<Node> operands, Location location, SyntaxNode syntax)
    {
        for (var right = 1; right < operands.Count; right++)
        {
            for (var left = 0; left < right; left++)
            {
                if (IsMutual(operands[left], operands[right], matrixAxes: 0))
                    return Warning(operands[left].Type.Shape, operands[right].Type.Shape, location,
                        AxisFix.Create(syntax, operands[left].Type.Shape, operands[right].Type.Shape));
            }
        }

        return null;
    }

    /// <summary>The same for a product's operands, whose axes before the last two broadcast.</summary>
    public Diagnostic? CheckProduct(Node left, Node right, Location location)
        => left.Type.Rank > 2 && right.Type.Rank > 2 && IsMutual(left, right, matrixAxes: 2)
            ? Warning(Leading(left), Leading(right), location)
            : null;

    private static Diagnostic Warning(Shape left, Shape right, Location location, Fix? fix = null)
        => Diagnostic.Create(Descriptors.BothExpand, location, fix?.Properties, left, right, Result(left, right));

    private bool IsMutual(Node left, Node right, int matrixAxes)
    {
        var (leftAxes, rightAxes) = (Expanding(left, right, matrixAxes), Expanding(right, left, matrixAxes));
        return leftAxes.Any(a => rightAxes.Any(b => IsSuspect(a.Size, b.Size)))
            && !(leftAxes.All(axis => IsMeant(left, axis.FromLast)) && rightAxes.All(axis => IsMeant(right, axis.FromLast)));
    }

    // Two sizes that are the same name of whatever kind, or two that only the call knows.
    private bool IsSuspect(Dim left, Dim right) => (IsOpen(left) && IsOpen(right)) || (!left.IsConstant && left == right);

    private bool IsOpen(Dim dim) => dim.Symbols.Any(symbol => !builder.FixedSymbols.Contains(symbol));

    /// <summary>
    /// The axes, counted from the last, along which one operand has 1 or nothing and the other more, with the other's size.
    /// </summary>
    private static List<(int FromLast, Dim Size)> Expanding(Node small, Node large, int matrixAxes)
    {
        var (from, to) = (small.Type.Shape, large.Type.Shape);
        return Enumerable.Range(matrixAxes + 1, Math.Max(0, to.Rank - matrixAxes))
            .Select(axis => (FromLast: axis, Size: to[to.Rank - axis]))
            .Where(axis => !axis.Size.IsOne && Size(from, axis.FromLast).IsOne).ToList();
    }

    /// <summary>Whether an axis of 1 was put in by itself, as Unsqueeze does, before elementwise operations that keep the shape.</summary>
    private bool IsMeant(Node node, int fromLast)
    {
        while (fromLast <= node.Type.Rank && node.Inputs.Count > 0)
        {
            var shape = node.Type.Shape;
            var inputs = node.Inputs.Select(input => builder.Nodes[input]).ToList();
            if (node.Kind == OpKind.Reshape) return Without(shape, shape.Rank - fromLast).SequenceEqual(inputs[0].Type.Shape.Dims);
            if (node.Kind.Row().Class != OpClass.Elementwise) return false;
            if (inputs.FirstOrDefault(input => input.Type.Shape == shape) is not { } same) return false;
            node = same;
        }

        return false;
    }

    private static IEnumerable<Dim> Without(Shape shape, int axis) => shape.Dims.Where((_, other) => other != axis);

    private static Shape Leading(Node node) => Shape.Of(node.Type.Shape.Dims.Take(node.Type.Rank - 2));

    private static Shape Result(Shape left, Shape right)
    {
        var rank = Math.Max(left.Rank, right.Rank);
        return Shape.Of(Enumerable.Range(0, rank).Select(axis => rank - axis)
            .Select(axis => Size(left, axis) is { IsOne: false } size ? size : Size(right, axis)));
    }

    private static Dim Size(Shape shape, int fromLast) => fromLast > shape.Rank ? Dim.One : shape[shape.Rank - fromLast];
}
