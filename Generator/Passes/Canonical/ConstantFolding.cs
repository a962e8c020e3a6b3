using ModelGen.Generator.Helpers;
using ModelGen.Generator.IR;

namespace ModelGen.Generator.Passes.Canonical;

/// <summary>Computes what has only constants as operands, and what chooses by a constant.</summary>
internal static class ConstantFolding
{
    public static Node? Apply(SimplifyContext c)
    {
        if (c.Kind == OpKind.Select) return Choose(c);
        if (c.Kind.Row().Class != OpClass.Elementwise || c.First.Kind != OpKind.Constant
            || c.Operands.Any(operand => operand.Kind != OpKind.Constant)) return null;
        if (Value(c.Kind, c.Operands.Select(operand => operand.Arguments.Value).ToArray()) is not { } value) return null;

        // A float32 graph would have rounded, and overflowed, here.
        return c.Builder.Constant(c.Builder.Float == ElementType.Float32 ? (float)value : value);
    }

    private static Node? Choose(SimplifyContext c)
    {
        if (c.First.Inputs.Count != 2 || c.Number(c.Input(c.First, 0)) is not { } left || c.Number(c.Input(c.First, 1)) is not { } right)
            return null;
        return c.First.Kind.Holds(left, right) is { } holds ? c.Operands[holds ? 1 : 2] : null;
    }

    /// <summary>The value of a primitive on numbers, where it does not depend on a backend.</summary>
    public static double? Value(OpKind kind, double[] x) => kind switch
    {
        OpKind.Negate => -x[0],
        OpKind.Exp => Math.Exp(x[0]),
        OpKind.Log => Math.Log(x[0]),
        OpKind.Sqrt => Math.Sqrt(x[0]),
        OpKind.Abs => Math.Abs(x[0]),
        OpKind.Tanh => Math.Tanh(x[0]),
        OpKind.Sin => Math.Sin(x[0]),
        OpKind.Cos => Math.Cos(x[0]),
        OpKind.Floor => Math.Floor(x[0]),
        OpKind.Round => Math.Round(x[0]),
        OpKind.Add => x[0] + x[1],
        OpKind.Subtract => x[0] - x[1],
        OpKind.Multiply => x[0] * x[1],
        OpKind.Divide => x[0] / x[1],
        OpKind.Power => Math.Pow(x[0], x[1]),
        OpKind.Minimum => Math.Min(x[0], x[1]),
        OpKind.Maximum => Math.Max(x[0], x[1]),
        OpKind.Sign or OpKind.Log1p or OpKind.Sigmoid or OpKind.Erf or OpKind.Less or OpKind.LessOrEqual or OpKind.Equal or OpKind.Select
            or OpKind.ConvertToFloat or OpKind.ConvertToInt or OpKind.Detach => null,
        _ => throw new ArgumentOutOfRangeException(nameof(kind), kind, "the table has no row for this primitive"),
    };
}
