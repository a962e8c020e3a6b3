using ModelGen.Generator.IR;

namespace ModelGen.Generator.Passes.Canonical;

/// <summary>Identities of arithmetic that hold for every value, NaN and infinity included.</summary>
internal static class ArithmeticIdentities
{
    public static Node? Apply(SimplifyContext c) => c.Kind switch
    {
        OpKind.Detach => c.First,
        OpKind.Convert => Convert(c),
        OpKind.Negate => Negate(c),
        OpKind.Abs => Abs(c),
        OpKind.Add => Add(c),
        OpKind.Subtract => Subtract(c),
        OpKind.Multiply => Multiply(c),
        OpKind.Divide => Divide(c),
        OpKind.Power => Power(c),
        OpKind.ReduceSum when c.First.Kind == OpKind.Negate => c.Apply(OpKind.Negate, c.Apply(c.Arguments, c.Input(c.First, 0))),
        OpKind.Minimum or OpKind.Maximum when c.First == c.Second => c.First,
        OpKind.Select => Select(c),
        _ => null,
    };

    // What a first conversion does not change, a second one sees as it was.
    private static Node? Convert(SimplifyContext c)
    {
        if (Fits(c, c.First)) return c.First;
        if (c.First.Kind != OpKind.Convert) return null;
        var source = c.Input(c.First, 0);
        return FloatFormat.IsExact(source.Type.Element, c.First.Type.Element) ? c.Builder.Convert(source, c.Node.Type.Element) : null;
    }

    private static Node? Negate(SimplifyContext c) => c.First.Kind switch
    {
        OpKind.Negate => c.Input(c.First, 0),
        OpKind.Subtract => c.Apply(OpKind.Subtract, c.Input(c.First, 1), c.Input(c.First, 0)),
        _ => null,
    };

    private static Node? Abs(SimplifyContext c) => c.First.Kind switch
    {
        OpKind.Abs => c.First,
        OpKind.Negate => c.Apply(OpKind.Abs, c.Input(c.First, 0)),
        _ => null,
    };

    private static Node? Add(SimplifyContext c)
    {
        if (IsLeft(c, c.First, c.Second, 0)) return c.First;
        if (IsLeft(c, c.Second, c.First, 0)) return c.Second;
        if (c.Second.Kind == OpKind.Negate) return c.Apply(OpKind.Subtract, c.First, c.Input(c.Second, 0));
        return c.First.Kind == OpKind.Negate ? c.Apply(OpKind.Subtract, c.Second, c.Input(c.First, 0)) : null;
    }

    private static Node? Subtract(SimplifyContext c)
    {
        if (IsLeft(c, c.First, c.Second, 0)) return c.First;
        if (IsLeft(c, c.Second, c.First, 0)) return c.Apply(OpKind.Negate, c.Second);
        return c.Second.Kind == OpKind.Negate ? c.Apply(OpKind.Add, c.First, c.Input(c.Second, 0)) : null;
    }

    private static Node? Multiply(SimplifyContext c)
    {
        if (c.First.Kind == OpKind.Negate && c.Second.Kind == OpKind.Negate)
            return c.Apply(OpKind.Multiply, c.Input(c.First, 0), c.Input(c.Second, 0));
        return ByNumber(c, c.First, c.Second) ?? ByNumber(c, c.Second, c.First) ?? HoistNegation(c);
    }

    private static Node? ByNumber(SimplifyContext c, Node x, Node factor)
    {
        if (IsLeft(c, x, factor, 1)) return x;
        return IsLeft(c, x, factor, -1) ? c.Apply(OpKind.Negate, x) : null;
    }

    private static Node? Divide(SimplifyContext c)
    {
        if (c.Number(c.Second) is not { } divisor) return HoistNegation(c);
        if (ByNumber(c, c.First, c.Second) is { } simpler) return simpler;
        return HasExactReciprocal(divisor, c.Node.Type.Element)
            ? c.Apply(OpKind.Multiply, c.First, c.Builder.Constant(1 / divisor, c.Node.Type.Element))
            : HoistNegation(c);
    }

    // A negation is exact wherever it stands; outwards it meets a sum or another negation, which takes it up.
    private static Node? HoistNegation(SimplifyContext c)
    {
        for (var index = 0; index < 2; index++)
        {
            if (c.Operands[index].Kind == OpKind.Negate) return Hoisted(c, index);
        }

        return null;
    }

    // A constant takes it up at once.
    private static Node Hoisted(SimplifyContext c, int index)
    {
        var (x, other) = (c.Input(c.Operands[index], 0), c.Operands[1 - index]);
        return other.Kind == OpKind.Constant
            ? WithOperand(c, index, x, c.Builder.Constant(-other.Value, other.Type.Element))
            : c.Apply(OpKind.Negate, WithOperand(c, index, x, other));
    }

    private static Node WithOperand(SimplifyContext c, int index, Node x, Node other)
        => index == 0 ? c.Apply(c.Kind, x, other) : c.Apply(c.Kind, other, x);

    private static Node? Power(SimplifyContext c) => Fits(c, c.First) ? c.Number(c.Second) switch
    {
        1 => c.First,
        2 => c.Apply(OpKind.Multiply, c.First, c.First),
        -1 => c.Apply(OpKind.Divide, c.Builder.Constant(1, c.First), c.First),
        _ => null,
    } : null;

    private static Node? Select(SimplifyContext c)
    {
        var (then, otherwise) = (c.Second, c.Operands[2]);
        if (then == otherwise || (IsCertain(c, c.First) && Fits(c, then))) return then;
        if (then.Kind == OpKind.Select && c.Input(then, 0) == c.First) return c.Apply(OpKind.Select, c.First, c.Input(then, 1), otherwise);
        return otherwise.Kind == OpKind.Select && c.Input(otherwise, 0) == c.First
            ? c.Apply(OpKind.Select, c.First, then, c.Input(otherwise, 2))
            : null;
    }

    // Random numbers are 0 or more: what is dropped with probability 0 is kept.
    private static bool IsCertain(SimplifyContext c, Node condition)
        => condition.Kind == OpKind.LessOrEqual && c.Number(c.Input(condition, 0)) <= 0 && c.Input(condition, 1).Kind == OpKind.Random;

    // Whether the other operand is the number that changes nothing, so that an operand of the result's type is left.
    private static bool IsLeft(SimplifyContext c, Node x, Node other, double neutral) => c.Number(other) == neutral && Fits(c, x);

    private static bool Fits(SimplifyContext c, Node x) => x.Type == c.Node.Type;

    // The mantissa is zero, and the reciprocal is a normal float32 and an element of the type, so that the product rounds as the quotient
    // does.
    private static bool HasExactReciprocal(double value, ElementType type)
        => Math.Abs(value) is > 1e-30 and < 1e30 && (BitConverter.DoubleToInt64Bits(value) & 0xFFFFFFFFFFFFF) == 0
            && FloatFormat.Convert(1 / value, type) == 1 / value;
}
