using ModelGen.Generator.IR;
using ModelGen.Generator.Kernels;

namespace ModelGen.Generator.Passes;

/// <summary>
/// An elementwise operation on reshaped results is one on the results, reshaped then: so it can ride on the kernel that computes them, such as a
/// rectifier on a convolution's product. Comparisons are made again there, for truth values are never stored.
/// </summary>
internal static class ReshapeIdentities
{
    public static Node? Apply(SimplifyContext c)
    {
        if (c.Kind.Row().Class != OpClass.Elementwise || c.Node.Type.Element == ElementType.Bool) return null;
        if (c.Operands.FirstOrDefault(operand => operand.Kind == OpKind.Reshape) is not { } reshaped) return null;
        var source = c.Input(reshaped, 0);
        if (!IsComputed(source) || UnitAxes.Match(source.Type.Shape, c.Node.Type.Shape) is not null || !c.Operands.All(Fits)) return null;
        var inner = c.Builder.Add(c.Kind, c.Operands.Select(Inner).ToList(), c.Arguments);
        return c.Builder.Reshape(inner, c.Node.Type.Shape);

        bool Fits(Node operand) => operand.Type.Rank == 0
            || (operand.Kind == OpKind.Reshape && operand.Type.Shape == c.Node.Type.Shape && c.Input(operand, 0).Type.Shape == source.Type.Shape)
            || (IsTruth(operand) && operand.Inputs.All(input => Fits(c.Builder.Nodes[input])));

        Node Inner(Node operand) => operand.Type.Rank == 0 ? operand
            : operand.Kind == OpKind.Reshape ? c.Input(operand, 0)
            : c.Builder.Add(operand.Kind, operand.Inputs.Select(input => Inner(c.Builder.Nodes[input])).ToList(), operand.Arguments);
    }

    private static bool IsTruth(Node node) => node.Type.Element == ElementType.Bool && node.Kind.Row().Class == OpClass.Elementwise;

    // What lies in memory anyway is reshaped for nothing where it is read.
    private static bool IsComputed(Node node) => node.Kind.Row().Class is OpClass.Elementwise or OpClass.Reduction or OpClass.Contraction;
}
