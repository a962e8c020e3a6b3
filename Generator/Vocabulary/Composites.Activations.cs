using ModelGen.Generator.IR;

namespace ModelGen.Generator.Vocabulary;

/// <summary>Activations. Comparisons are written so that NaN falls through to the operand and stays NaN.</summary>
internal static partial class Composites
{
    public static Node Relu(this GraphBuilder b, Node x)
        => b.Select(b.Add(OpKind.LessOrEqual, x, b.Constant(0, x)), b.Constant(0, x), x);

    public static Node LeakyRelu(this GraphBuilder b, Node x, double slope = 0.01)
        => b.Select(b.Add(OpKind.Less, b.Constant(0, x), x), x, b.Multiply(x, b.Constant(slope, x)));

    /// <summary>x (1 + erf(x / sqrt 2)) / 2.</summary>
    public static Node Gelu(this GraphBuilder b, Node x)
    {
        var phi = b.Add(b.Add(OpKind.Erf, b.Multiply(x, b.Constant(Math.Sqrt(0.5), x))), b.Constant(1, x));
        return b.Multiply(b.Multiply(x, b.Constant(0.5, x)), phi);
    }

    public static Node Silu(this GraphBuilder b, Node x) => b.Multiply(x, b.Add(OpKind.Sigmoid, x));

    /// <summary>log(1 + exp x), as max(x, 0) + log1p(exp(-|x|)), which neither overflows nor cancels.</summary>
    public static Node Softplus(this GraphBuilder b, Node x) => b.Add(b.Relu(x), b.LogOnePlusExpOfMinusAbs(x));

    public static Node Clamp(this GraphBuilder b, Node x, double minimum, double maximum)
        => b.Clamp(x, b.Constant(minimum, x), b.Constant(maximum, x));

    /// <summary>
    /// min(max(x, low), high); the gradient flows to x at the bounds and between, else to the bound that x became, so that NaN stays but
    /// gives x none. Where low is above high all becomes high. https://pytorch.org/docs/stable/generated/torch.clamp.html
    /// </summary>
    public static Node Clamp(this GraphBuilder b, Node x, Node low, Node high)
    {
        var still = b.Add(OpKind.Detach, x);
        var crossed = b.Add(OpKind.Minimum, b.Add(OpKind.Maximum, still, b.Add(OpKind.Detach, low)), high);
        if (low.Kind == OpKind.Constant && high.Kind == OpKind.Constant)
            return low.Value <= high.Value ? b.ClampOrdered(x, still, low, high) : crossed;
        return b.Select(b.Add(OpKind.LessOrEqual, low, high), b.ClampOrdered(x, still, low, high), crossed);
    }

    /// <summary>x within bounds of which the lower is not above the upper.</summary>
    private static Node ClampOrdered(this GraphBuilder b, Node x, Node still, Node low, Node high)
    {
        var above = b.Add(OpKind.Minimum, still, high);
        return b.Select(b.Add(OpKind.Less, x, low), low, b.Select(b.Add(OpKind.LessOrEqual, x, high), x, above));
    }

    public static Node Softmax(this GraphBuilder b, Node x, int axis = -1)
    {
        var exponentials = b.Add(OpKind.Exp, b.Shifted(x, axis));
        return b.Divide(exponentials, b.Sum(exponentials, [axis], keep: true));
    }

    public static Node LogSoftmax(this GraphBuilder b, Node x, int axis = -1)
    {
        var shifted = b.Shifted(x, axis);
        return b.Subtract(shifted, b.Add(OpKind.Log, b.Sum(b.Add(OpKind.Exp, shifted), [axis], keep: true)));
    }

    /// <summary>x - max x. The result of a softmax does not depend on the shift, so no gradient needs to flow through it.</summary>
    private static Node Shifted(this GraphBuilder b, Node x, int axis)
        => b.Subtract(x, b.Add(OpKind.Detach, b.Max(x, [axis], keep: true)));

    /// <summary>
    /// log1p(exp(-|x|)), with |x| written as a choice whose slope at 0 is 1 where abs has 0: beside relu, whose slope at 0 is 0,
    /// the sum's slope there is the true 1/2.
    /// </summary>
    private static Node LogOnePlusExpOfMinusAbs(this GraphBuilder b, Node x)
    {
        var minusAbs = b.Select(b.Add(OpKind.LessOrEqual, x, b.Constant(0, x)), x, b.Add(OpKind.Negate, x));
        return b.Add(OpKind.Log1p, b.Add(OpKind.Exp, minusAbs));
    }
}
