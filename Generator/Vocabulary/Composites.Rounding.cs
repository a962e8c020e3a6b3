using ModelGen.Generator.IR;

namespace ModelGen.Generator.Vocabulary;

/// <summary>Elementwise functions, and truth values combined.</summary>
internal static partial class Composites
{
    public static Node Ceiling(this GraphBuilder b, Node x) => b.Add(OpKind.Negate, b.Add(OpKind.Floor, b.Add(OpKind.Negate, x)));

    /// <summary>Towards zero.</summary>
    public static Node Truncate(this GraphBuilder b, Node x)
        => b.Select(b.Add(OpKind.Less, x, b.Constant(0, x)), b.Ceiling(x), b.Add(OpKind.Floor, x));

    public static Node Square(this GraphBuilder b, Node x) => b.Multiply(x, x);

    /// <summary>x above 0, else alpha (e^x - 1), whose exponent is held at 0 so that what is not chosen stays finite.</summary>
    public static Node Elu(this GraphBuilder b, Node x, double alpha)
    {
        var isAbove = b.Add(OpKind.Less, b.Constant(0, x), x);
        var below = b.Subtract(b.Add(OpKind.Exp, b.Select(isAbove, b.Constant(0, x), x)), b.Constant(1, x));
        return b.Select(isAbove, x, b.Multiply(below, b.Constant(alpha, x)));
    }

    /// <summary>x tanh(log(1 + e^x)).</summary>
    public static Node Mish(this GraphBuilder b, Node x) => b.Multiply(x, b.Add(OpKind.Tanh, b.Softplus(x)));

    /// <summary>A comparison; where one operand is of integers, a number beside it is one too.</summary>
    public static Node Compare(this GraphBuilder b, OpKind kind, Node left, Node right)
    {
        if (left.Type.Element == ElementType.Int32) right = b.Convert(right, ElementType.Int32);
        else if (right.Type.Element == ElementType.Int32) left = b.Convert(left, ElementType.Int32);
        return b.Add(kind, left, right);
    }

    public static Node Not(this GraphBuilder b, Node truth) => b.Add(OpKind.Equal, b.ToFloat(truth), b.Constant(0));

    public static Node And(this GraphBuilder b, Node left, Node right) => b.Select(left, right, left);

    public static Node Or(this GraphBuilder b, Node left, Node right) => b.Select(left, left, right);
}
