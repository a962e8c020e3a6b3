using ModelGen.Generator.IR;

namespace ModelGen.Generator.Passes.Canonical;

/// <summary>Computes what has only constants as operands, and what chooses by a constant.</summary>
internal static class ConstantFolding
{
    public static Node? Apply(SimplifyContext c)
    {
        if (c.Kind == OpKind.Select) return Choose(c);
        if (!IsNumber(c) || c.Operands.Any(operand => operand.Kind != OpKind.Constant)) return null;
        if (c.Kind.Function().Value([.. c.Operands.Select(operand => Number(c.Kind, operand))]) is not { } value) return null;

        // A narrower type than that of the compiler's numbers would have rounded, and overflowed, here.
        var type = c.Node.Type.Element;
        return c.Builder.Constant(FloatFormat.Convert(value, type), type);
    }

    private static double Number(OpKind kind, Node operand)
        => kind == OpKind.Convert ? FloatFormat.Convert(operand.Value, operand.Type.Element) : operand.Value;

    /// <summary>Whether it may be a constant, which is a float; Detach is its operand, by the identities.</summary>
    private static bool IsNumber(SimplifyContext c)
        => c.Node.Class == OpClass.Elementwise && c.Kind != OpKind.Detach && c.Node.Type.Element.IsFloat();

    private static Node? Choose(SimplifyContext c)
    {
        if (c.First.Inputs.Count != 2 || c.Number(c.Input(c.First, 0)) is not { } left || c.Number(c.Input(c.First, 1)) is not { } right)
            return null;
        return c.First.Kind.Holds(left, right) is { } holds ? c.Operands[holds ? 1 : 2] : null;
    }
}
