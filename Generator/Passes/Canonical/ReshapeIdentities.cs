using ModelGen.Generator.Helpers;
using ModelGen.Generator.IR;
using ModelGen.Generator.Vocabulary;

namespace ModelGen.Generator.Passes.Canonical;

/// <summary>
/// An elementwise operation on reshaped results is one on the results, reshaped then: so it can ride on the kernel that computes them, such
/// as a rectifier on a convolution's product. Comparisons are made again there, for truth values are never stored. And a reduction of axes
/// that a reshape of other movement leaves apart is one of what was reshaped, so that this need not be carried out.
/// </summary>
internal static class ReshapeIdentities
{
    public static Node? Apply(SimplifyContext c)
    {
        if (c.Kind is OpKind.ReduceSum or OpKind.ReduceMaximum && c.First.Kind == OpKind.Reshape)
            return ReduceSource(c, c.Input(c.First, 0));
        if (c.Node.Class != OpClass.Elementwise || c.Node.Type.Element == ElementType.Bool) return null;
        return c.Operands.FirstOrDefault(operand => operand.Kind == OpKind.Reshape) is { } reshaped ? SinkReshape(c, reshaped) : null;
    }

    private static Node? SinkReshape(SimplifyContext c, Node reshaped)
    {
        var source = c.Input(reshaped, 0);
        if (!IsComputed(source) || UnitAxes.Match(source.Type.Shape, c.Node.Type.Shape) is not null
            || !c.Operands.All(operand => CanMove(c, operand, source.Type.Shape))) return null;
        var inner = c.Builder.Add(c.Kind, c.Operands.Select(operand => Moved(c, operand)).ToList(), c.Arguments);
        return c.Builder.Reshape(inner, c.Node.Type.Shape);
    }

    /// <summary>Whether an operand is made of numbers, of comparisons, and of what was reshaped from the shape.</summary>
    private static bool CanMove(SimplifyContext c, Node operand, Shape shape)
    {
        return BooleanRematerialization.Leaves(c.Builder, operand)?.All(Fits) == true;

        bool Fits(Node leaf) => leaf.Type.Rank == 0 || BooleanRematerialization.IsTruth(leaf)
            || (leaf.Kind == OpKind.Reshape && leaf.Type.Shape == c.Node.Type.Shape && c.Input(leaf, 0).Type.Shape == shape);
    }

    private static Node Moved(SimplifyContext c, Node operand)
        => BooleanRematerialization.Rematerialize(c.Builder, operand, number => number.Type.Rank == 0 ? number : c.Input(number, 0));

    // A reshape of a dense value is free and does not prevent fusion with its users.
    private static Node? ReduceSource(SimplifyContext c, Node source)
    {
        // Axes of an empty shape cannot be matched by their sizes.
        if (source.Class != OpClass.Movement || source.Type.Shape.Size.IsZero
            || UnitAxes.Match(source.Type.Shape, c.First.Type.Shape) is not null) return null;
        if (ReducedAxes(c, source.Type.Shape) is not { } axes) return null;
        return c.Builder.Reshape(c.Builder.Add(c.Kind, [source], c.Node.Reduction with { Axes = axes.ToEquatableArray(), Keep = false }),
            c.Node.Type.Shape);
    }

    /// <summary>The axes of what was reshaped that the reduced ones are; null where those are parts of others.</summary>
    private static List<int>? ReducedAxes(SimplifyContext c, Shape source)
    {
        var axes = new List<int>();
        var rest = c.Node.Reduction.Axes.ToList();
        foreach (var (before, after) in MatchingRuns(source, c.First.Type.Shape))
        {
            var reduced = after.Where(rest.Contains).ToList();
            if (reduced.Count == 0) continue;
            if (reduced.Count < after.Count || before.Count == 0) return null;
            axes.AddRange(before);
            rest.RemoveAll(after.Contains);
        }

        return rest.Count > 0 ? null : axes;
    }

    /// <summary>The shortest runs of axes of two shapes that have as many elements each; the first that differ end the list.</summary>
    private static IEnumerable<(List<int> Before, List<int> After)> MatchingRuns(Shape before, Shape after)
    {
        for (var (i, j) = (0, 0); i < before.Rank && j < after.Rank;)
        {
            var (left, right) = (new List<int> { i }, new List<int> { j });
            var (a, b) = (before[i++], after[j++]);
            while (a != b)
            {
                if (a.DivideExact(b) is not null && j < after.Rank)
                {
                    b *= after[j];
                    right.Add(j++);
                }
                else if (i < before.Rank)
                {
                    a *= before[i];
                    left.Add(i++);
                }
                else
                {
                    yield break;
                }
            }

            yield return (left, right);
        }
    }

    // A reshape of a stored value is free at its use.
    private static bool IsComputed(Node node) => node.Class is OpClass.Elementwise or OpClass.Reduction or OpClass.Contraction;
}
