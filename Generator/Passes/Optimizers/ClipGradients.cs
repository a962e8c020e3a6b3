using ModelGen.Generator.IR;
using ModelGen.Generator.Specs;
using ModelGen.Generator.Vocabulary;

namespace ModelGen.Generator.Passes.Optimizers;

/// <summary>
/// Clips the gradients of parameters, and tells their norm before that: the root of the sum of all squares, which is added parameter by
/// parameter in the model's order. By the norm all are multiplied by min(1, most / (norm + 1e-6)), as PyTorch's clip_grad_norm_.
/// </summary>
internal static class ClipGradients
{
    // PyTorch's, which keeps the quotient finite.
    private const double Epsilon = 1e-6;

    public static Graph Run(Graph gradientGraph, GradientClipping clipping)
    {
        var loss = gradientGraph.Outputs.Single(output => output.Role == OutputRole.Loss);
        var gradients = gradientGraph.ParameterGradients().ToList();
        var builder = GraphBuilder.Continue(gradientGraph.Without(gradients));
        var norm = Norm(builder, gradients, gradientGraph[loss.Node].Type.Element);
        builder.Originate(norm, Total(Origin.Itself));
        builder.Output(OutputRole.GradientNorm, "gradient_norm", norm);
        var factor = clipping.Norm > 0 ? Factor(builder, norm, clipping.Norm) : null;
        foreach (var gradient in gradients)
            builder.Output(OutputRole.Gradient, gradient.Target, Clipped(builder.Nodes[gradient.Node]));
        return builder.Build();

        Node Clipped(Node gradient)
        {
            builder.Origin = gradient.Origin?.Named(ValueNames.Of(gradient) + "Clipped");
            if (clipping.Value > 0) gradient = builder.Clamp(gradient, -clipping.Value, clipping.Value);
            return factor is null ? gradient : builder.Multiply(gradient, builder.Convert(factor, gradient.Type.Element));
        }
    }

    private static Node Norm(GraphBuilder builder, IEnumerable<GraphOutput> gradients, ElementType type)
    {
        builder.Origin = Total(null);
        var names = builder.Parameters.Select(parameter => parameter.Name).ToList();
        var zero = builder.Constant(0, type);
        var sum = zero;
        foreach (var output in gradients)
        {
            var isTrained = IsTrained(builder, names.IndexOf(output.Target), zero);
            sum = builder.Add(sum, builder.Select(isTrained, SumOfSquares(builder, builder.Nodes[output.Node], type), zero));
        }

        return builder.Add(OpKind.Sqrt, sum);
    }

    // What is frozen at run time has a gradient all the same, which counts as none.
    private static Node IsTrained(GraphBuilder builder, int parameter, Node zero)
        => builder.Add(OpKind.Less, zero, builder.HostScalar(IndexedNumber.IsTrained.Name(parameter), zero.Type.Element));

    private static Node SumOfSquares(GraphBuilder builder, Node gradient, ElementType type)
    {
        builder.Origin = gradient.Origin?.Named(ValueNames.Of(gradient) + "Square");
        var square = builder.Multiply(gradient, gradient);
        builder.Origin = gradient.Origin?.Named(ValueNames.Of(gradient) + "SquareTotal");
        var sum = builder.Convert(builder.Sum(square), type);
        builder.Origin = Total(null);
        return sum;
    }

    /// <summary>Where what all gradients have in common comes from.</summary>
    private static Origin Total(string? part) => new(null, OriginRole.Gradient, "gradientNorm", part);

    private static Node Factor(GraphBuilder builder, Node norm, double most)
    {
        builder.Origin = Total("scale");
        var ratio = builder.Divide(builder.Constant(most, norm), builder.Add(norm, builder.Constant(Epsilon, norm)));
        return builder.Add(OpKind.Minimum, ratio, builder.Constant(1, norm));
    }
}
