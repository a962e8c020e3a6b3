using ModelGen.Generator.Helpers;
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
        var builder = GraphBuilder.Continue(gradientGraph with { Outputs = gradientGraph.Outputs.Except(gradients).ToEquatableArray() });
        var norm = Norm(builder, gradients, gradientGraph[loss.Node].Type.Element);
        builder.Output(OutputRole.GradientNorm, "gradient_norm", norm);
        var factor = clipping.Norm > 0 ? Factor(builder, norm, clipping.Norm) : null;
        foreach (var gradient in gradients)
        {
            var clipped = builder.Nodes[gradient.Node];
            if (clipping.Value > 0) clipped = builder.Clamp(clipped, -clipping.Value, clipping.Value);
            if (factor is not null) clipped = builder.Multiply(clipped, builder.Convert(factor, clipped.Type.Element));
            builder.Output(OutputRole.Gradient, gradient.Target, clipped);
        }

        return builder.Build();
    }

    private static Node Norm(GraphBuilder builder, IEnumerable<GraphOutput> gradients, ElementType type)
    {
        var names = builder.Parameters.Select(parameter => parameter.Name).ToList();
        var zero = builder.Constant(0, type);
        var sum = zero;
        foreach (var output in gradients)
        {
            var (gradient, parameter) = (builder.Nodes[output.Node], names.IndexOf(output.Target));

            // What is frozen at run time has a gradient all the same, which counts as none.
            var isTrained = builder.Add(OpKind.Less, zero, builder.HostScalar(IndexedNumber.IsTrained.Name(parameter), type));
            var square = builder.Convert(builder.Sum(builder.Multiply(gradient, gradient)), type);
            sum = builder.Add(sum, builder.Select(isTrained, square, zero));
        }

        return builder.Add(OpKind.Sqrt, sum);
    }

    private static Node Factor(GraphBuilder builder, Node norm, double most)
    {
        var ratio = builder.Divide(builder.Constant(most, norm), builder.Add(norm, builder.Constant(Epsilon, norm)));
        return builder.Add(OpKind.Minimum, ratio, builder.Constant(1, norm));
    }
}
