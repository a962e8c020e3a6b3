using ModelGen.Generator.IR;
using ModelGen.Generator.Vocabulary;

namespace ModelGen.Generator.Tests.Fuzz;

/// <summary>Random arithmetic, comparisons and choices.</summary>
internal static class RandomElementwise
{
    private static readonly OpKind[] Comparisons = [OpKind.Less, OpKind.LessOrEqual, OpKind.Equal];

    private static readonly OpKind[] Unary = OfArity(1).Except([OpKind.Convert]).ToArray();

    private static readonly OpKind[] Binary = OfArity(2).Except(Comparisons).ToArray();

    public static void Add(RandomScope s)
    {
        var b = s.Builder;
        var x = s.Float();
        s.Keep(s.Below(10) switch
        {
            0 or 1 or 2 => s.IsSmooth ? SmoothUnary(s, x) : b.Add(s.Pick(Unary), x),
            3 or 4 or 5 or 6 => s.IsSmooth
                ? SmoothBinary(s, x, s.Partner(x))
                : b.Add(s.Pick(Binary), s.Chance(0.5) ? [x, s.Partner(x)] : [s.Partner(x), x]),
            7 => Condition(s),
            8 when s.Conditions.Where(node => s.Meets(node.Type.Shape, x.Type.Shape)).ToList() is { Count: > 0 } meeting =>
                b.Select(s.Pick(meeting), x, s.Partner(x)),
            8 => b.ToFloat(s.Conditions.Count > 0 && s.Chance(0.5) ? s.Pick(s.Conditions) : s.Pick(s.Indices)),
            _ => Composite(s, x),
        });
    }

    private static IEnumerable<OpKind> OfArity(int arity)
        => Enum.GetValues<OpKind>().Where(kind => kind.Row() is { Class: OpClass.Elementwise } row && row.Arity == arity);

    private static Node SmoothUnary(RandomScope s, Node x)
    {
        var b = s.Builder;
        var square = b.Multiply(x, x);
        var large = b.Add(square, b.Constant(1));
        return s.Below(11) switch
        {
            9 => b.Multiply(x, b.Add(OpKind.Detach, b.Add(OpKind.Sigmoid, s.Partner(x)))),
            0 => b.Add(OpKind.Exp, b.Add(OpKind.Tanh, x)),
            1 => b.Add(OpKind.Log, large),
            2 => b.Add(OpKind.Log1p, square),
            3 => b.Add(OpKind.Sqrt, large),
            4 => b.Add(OpKind.Erf, x),
            5 => b.Add(OpKind.Sigmoid, x),
            6 => b.Add(OpKind.Negate, x),
            7 => b.Add(OpKind.Abs, large),
            8 => b.Gelu(x),
            _ => b.Add(OpKind.Tanh, x),
        };
    }

    // Of a minimum or maximum the second operand always wins, or never does.
    private static Node SmoothBinary(RandomScope s, Node x, Node y)
    {
        var b = s.Builder;
        return s.Below(9) switch
        {
            0 or 1 => b.Add(x, y),
            2 => b.Subtract(x, y),
            3 or 4 => b.Multiply(b.Add(OpKind.Tanh, x), y),
            5 => b.Divide(x, b.Add(b.Multiply(y, y), b.Constant(1.5))),
            6 => b.Add(OpKind.Power, b.Add(b.Add(OpKind.Sigmoid, x), b.Constant(0.5)), b.Add(OpKind.Tanh, y)),
            7 => b.Add(OpKind.Minimum, b.Add(OpKind.Tanh, x), b.Add(b.Add(OpKind.Sigmoid, y), b.Constant(s.Pick([1.5, -3])))),
            _ => b.Add(OpKind.Maximum, b.Add(OpKind.Tanh, x), b.Add(b.Add(OpKind.Sigmoid, y), b.Constant(s.Pick([1.5, -3])))),
        };
    }

    private static Node Condition(RandomScope s)
    {
        var b = s.Builder;
        if (s.Conditions.Count > 0 && s.Chance(0.3))
            return b.Add(OpKind.Equal, b.ToFloat(s.Pick(s.Conditions)), b.Constant(0));
        if (s.Chance(0.2))
            return b.Add(OpKind.Equal,
                s.Pick(s.Indices) is var index && (index.Type.Rank == 0 || s.Chance(0.5))
                    ? [index, index]
                    : [index, b.Iota(index.Type.Shape, 0)]);
        if (s.Data.Count == 0 && s.IsSmooth) return b.Add(OpKind.Less, b.ToFloat(s.Pick(s.Indices)), b.Constant(1));
        var x = s.IsSmooth ? s.Pick(s.Data) : s.Float();
        return b.Add(s.Pick(Comparisons), x, s.IsSmooth ? b.Constant(0.1) : s.Partner(x));
    }

    private static Node Composite(RandomScope s, Node x)
    {
        var b = s.Builder;
        if (!s.IsSmooth && s.Chance(0.3))
            return b.Convert(b.Select(b.Add(OpKind.Less, b.Add(OpKind.Abs, x), b.Constant(100)), x, b.Constant(1)), ElementType.Int32);
        if (!s.IsSmooth && s.Chance(0.5)) return s.Chance(0.5) ? b.Relu(x) : b.Clamp(x, -0.7, 0.9);
        return x.Type.Rank == 0 || !x.Type.Shape.Dims.All(s.IsNeverEmpty)
            ? b.Silu(x)
            : s.Chance(0.5) ? b.Softmax(x, s.Below(x.Type.Rank)) : b.LogSoftmax(x, s.Below(x.Type.Rank));
    }
}
