using ModelGen.Generator.Helpers;
using ModelGen.Generator.IR;
using ModelGen.Generator.Vocabulary;

namespace ModelGen.Generator.Passes.Differentiation;

/// <summary>One gradient: of the loss with respect to an operand, given the one with respect to the result.</summary>
internal delegate Node GradientRule(GradientContext c);

/// <summary>
/// The gradient of each primitive: one rule an operand, null where none flows. A rule may answer with the shape of the broadcast result;
/// <see cref="Differentiate"/> sums it to the operand's. Conventions at kinks are PyTorch's.
/// </summary>
internal static class GradientRules
{
    private static readonly GradientRule?[] Nothing = [];

    private static readonly Dictionary<OpKind, GradientRule?[]> Rows = new()
    {
        [OpKind.Input] = Nothing,
        [OpKind.Parameter] = Nothing,
        [OpKind.State] = Nothing,
        [OpKind.HostScalar] = Nothing,
        [OpKind.Constant] = Nothing,
        [OpKind.DimValue] = Nothing,
        [OpKind.Iota] = Nothing,
        [OpKind.Random] = Nothing,
        [OpKind.Undefined] = Nothing,

        // LoopGradient and BranchGradient see to these.
        [OpKind.Loop] = Nothing,
        [OpKind.Branch] = Nothing,
        [OpKind.Part] = Nothing,

        [OpKind.Negate] = [c => c.Apply(OpKind.Negate, c.Gradient)],
        [OpKind.Exp] = [c => c.Multiply(c.Gradient, c.Result)],
        [OpKind.Log] = [c => c.Divide(c.Gradient, c.First)],
        [OpKind.Log1p] = [c => c.Divide(c.Gradient, c.Apply(OpKind.Add, c.First, c.Number(1)))],
        [OpKind.Sqrt] = [c => c.Divide(c.Gradient, c.Multiply(c.Result, c.Number(2)))],
        [OpKind.Abs] = [c => c.TimesKinked(c.Apply(OpKind.Sign, c.First))],
        [OpKind.Sign] = Nothing,
        [OpKind.Tanh] = [c => c.Multiply(c.Gradient, c.Subtract(c.Number(1), c.Multiply(c.Result, c.Result)))],
        [OpKind.Sigmoid] = [c => c.Multiply(c.Gradient, c.Multiply(c.Result, c.Subtract(c.Number(1), c.Result)))],
        [OpKind.Erf] = [
            c => c.Multiply(c.Gradient,
                c.Multiply(c.Number(2 / Math.Sqrt(Math.PI)), c.Apply(OpKind.Exp, c.Apply(OpKind.Negate, c.Multiply(c.First, c.First)))))],
        [OpKind.Sin] = [c => c.Multiply(c.Gradient, c.Apply(OpKind.Cos, c.First))],
        [OpKind.Cos] = [c => c.Apply(OpKind.Negate, c.Multiply(c.Gradient, c.Apply(OpKind.Sin, c.First)))],
        [OpKind.Floor] = Nothing,
        [OpKind.Round] = Nothing,
        [OpKind.Convert] = [c => c.Builder.Convert(c.Gradient, c.First.Type.Element)],
        [OpKind.Detach] = Nothing,

        [OpKind.Add] = [c => c.Gradient, c => c.Gradient],
        [OpKind.Subtract] = [c => c.Gradient, c => c.Apply(OpKind.Negate, c.Gradient)],
        [OpKind.Multiply] = [c => c.Multiply(c.Gradient, c.Second), c => c.Multiply(c.Gradient, c.First)],
        [OpKind.Divide] = [c => c.Divide(c.Gradient, c.Second),
            c => c.Apply(OpKind.Negate, c.Divide(c.Multiply(c.Gradient, c.Result), c.Second))],
        [OpKind.Power] = [PowerBase, PowerExponent],
        [OpKind.Minimum] = [c => Winner(c, c.Less(c.Second, c.First)), c => Winner(c, c.Less(c.First, c.Second))],
        [OpKind.Maximum] = [c => Winner(c, c.Less(c.First, c.Second)), c => Winner(c, c.Less(c.Second, c.First))],
        [OpKind.Less] = Nothing,
        [OpKind.LessOrEqual] = Nothing,
        [OpKind.Equal] = Nothing,
        [OpKind.Select] = [null, c => c.Select(c.First, c.Gradient, c.Zero), c => c.Select(c.First, c.Zero, c.Gradient)],

        [OpKind.ReduceSum] = [c => c.Builder.BroadcastTo(c.WithReducedAxes(c.Gradient), c.First.Type.Shape)],
        [OpKind.ReduceMaximum] = [ReduceMaximum],
        [OpKind.ArgMax] = Nothing,
        [OpKind.Item] = Nothing,
        [OpKind.Fold] = [Fold],
        [OpKind.ScatterAdd] = [c => c.Builder.Add(OpKind.Gather, c.Gradient, c.Second), null],

        [OpKind.Reshape] = [c => c.Builder.Reshape(c.Gradient, c.First.Type.Shape)],
        [OpKind.Transpose] = [c => c.Builder.Transpose(c.Gradient, Inverse(c.Result.Axes))],
        [OpKind.Broadcast] = [c => c.Gradient],
        [OpKind.Flip] = [c => c.Builder.Flip(c.Gradient, c.Result.Axes)],
        [OpKind.Slice] = [Slice],
        [OpKind.Pad] = [Pad],
        [OpKind.Window] = [Window],
        [OpKind.Gather] = [c => c.Builder.ScatterAdd(c.Gradient, c.Second, c.First.Type.Shape[0]), null],
        [OpKind.MatMul] = [MatMulLeft, MatMulRight],
    };

    /// <summary>The rule for one operand, or null when no gradient flows to it, as from whole numbers.</summary>
    public static GradientRule? Find(Node node, int operand)
    {
        if (node.Kind == OpKind.Concat) return c => ConcatPart(c, operand);
        if (node.Kind == OpKind.Convert && !node.Type.Element.IsFloat()) return null;
        var row = Rows[node.Kind];
        return operand < row.Length ? row[operand] : null;
    }

    // b a^(b-1), but 0 where b is 0, whatever a is.
    private static Node PowerBase(GradientContext c)
    {
        var slope = c.Multiply(c.Second, c.Apply(OpKind.Power, c.First, c.Subtract(c.Second, c.Number(1))));
        return c.Select(c.Equal(c.Second, c.Zero), c.Zero, c.Multiply(c.Gradient, slope));
    }

    // a^b log a, but 0 where a is 0 and b >= 0.
    private static Node PowerExponent(GradientContext c)
    {
        var exponent = c.Select(c.Equal(c.First, c.Zero), c.Second, c.Number(-1));
        var slope = c.Multiply(c.Result, c.Apply(OpKind.Log, c.First));
        return c.Select(c.Apply(OpKind.LessOrEqual, c.Zero, exponent), c.Zero, c.Multiply(c.Gradient, slope));
    }

    // The operand that lost gets nothing; two that are equal share half each.
    private static Node Winner(GradientContext c, Node loser)
    {
        var won = c.Select(c.Equal(c.First, c.Second), c.Multiply(c.Gradient, c.Number(0.5)), c.Gradient);
        return c.Select(loser, c.Zero, won);
    }

    // Spread evenly over the elements that are the maximum, as torch.amax does; or to the first of them, as torch.max_pool2d does.
    private static Node ReduceMaximum(GradientContext c)
    {
        if (c.Result.Reduction.First) return c.Select(FirstMaximum(c), c.WithReducedAxes(c.Gradient), c.Zero);
        var mask = c.Builder.Convert(c.Equal(c.First, c.WithReducedAxes(c.Result)), c.First.Type.Element);
        var share = c.Divide(c.WithReducedAxes(c.Gradient), c.Builder.Sum(mask, c.Result.Reduction.Axes, keep: true));
        return c.Select(c.Less(c.First, c.WithReducedAxes(c.Result)), c.Zero, c.Multiply(mask, share));
    }

    // Narrower types do not have all whole numbers that an index can be.
    private static Node FirstMaximum(GradientContext c)
    {
        var (axes, shape) = (c.Result.Reduction.Axes, c.First.Type.Shape);
        var best = c.Builder.Add(OpKind.ArgMax, [c.First], new ReductionArguments(axes, Keep: true));
        var type = c.First.Type.Element == ElementType.Float64 ? ElementType.Float64 : ElementType.Float32;
        return c.Equal(Position(c, axes, shape, type), c.Builder.Convert(best, type));
    }

    // The place of each element along some axes, row by row.
    private static Node Position(GradientContext c, EquatableArray<int> axes, Shape shape, ElementType type)
    {
        Node? position = null;
        foreach (var axis in axes)
        {
            var index = c.Builder.Convert(c.Builder.Iota(shape, axis), type);
            position = position is null ? index : c.Apply(OpKind.Add, c.Multiply(position, c.Builder.Count(shape[axis], type)), index);
        }

        return position!;
    }

    private static Node Slice(GradientContext c)
    {
        var (axis, start, end) = c.Result.Slice;
        return c.Builder.Add(OpKind.Pad, [c.Gradient], new PadArguments(axis, start, c.First.Type.Shape[axis] - end));
    }

    private static Node Pad(GradientContext c)
    {
        var (axis, start) = (c.Result.Pad.Axis, c.Result.Pad.Before);
        return c.Builder.Slice(c.Gradient, axis, start, start + c.First.Type.Shape[axis]);
    }

    private static Node Window(GradientContext c)
    {
        var form = c.Result.Window;
        return c.Builder.Fold(c.Gradient, form with { Sizes = form.Axes.Select(axis => c.First.Type.Shape[axis]).ToEquatableArray() });
    }

    // The windows of the gradient; where the result is longer than they need, there are more of them.
    private static Node Fold(GradientContext c)
    {
        var form = c.Result.Window;
        var operand = c.First.Type.Shape;
        var sizes = operand.Dims.Skip(c.Result.Type.Rank).ToEquatableArray();
        var windows = c.Builder.Add(OpKind.Window, [c.Gradient], form with { Sizes = sizes });
        foreach (var axis in form.Axes)
        {
            if (windows.Type.Shape[axis] != operand[axis]) windows = c.Builder.Slice(windows, axis, 0, operand[axis]);
        }

        return windows;
    }

    private static Node ConcatPart(GradientContext c, int operand)
    {
        var axis = c.Result.Axis;
        var start = Enumerable.Range(0, operand).Aggregate(Dim.Zero, (sum, before) => sum + c.Operand(before).Type.Shape[axis]);
        return c.Builder.Slice(c.Gradient, axis, start, start + c.Operand(operand).Type.Shape[axis]);
    }

    // For C = A B: dA = dC Bᵀ. When A is stored transposed, dA = B dCᵀ.
    private static Node MatMulLeft(GradientContext c)
    {
        var (a, b) = (c.Result.Product.TransposeA, c.Result.Product.TransposeB);
        return a ? c.Builder.MatMul(c.Second, c.Gradient, b, true) : c.Builder.MatMul(c.Gradient, c.Second, false, !b);
    }

    // For C = A B: dB = Aᵀ dC. When B is stored transposed, dB = dCᵀ A.
    private static Node MatMulRight(GradientContext c)
    {
        var (a, b) = (c.Result.Product.TransposeA, c.Result.Product.TransposeB);
        return b ? c.Builder.MatMul(c.Gradient, c.First, true, a) : c.Builder.MatMul(c.First, c.Gradient, !a, false);
    }

    private static List<int> Inverse(IReadOnlyList<int> axes) => Enumerable.Range(0, axes.Count).OrderBy(axis => axes[axis]).ToList();
}
