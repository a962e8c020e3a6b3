using ModelGen.Generator.IR;
using ModelGen.Generator.Specs;

namespace ModelGen.Generator.Passes.Optimizers;

/// <summary>
/// Puts a user's transformations between the gradients of parameters and what follows them. Their states belong to the parameter, and stay
/// as they are in calls that do not reach it.
/// </summary>
internal static class TransformGradients
{
    public static Graph Run(Graph gradientGraph, OptimizerSpec spec, Func<GraphBuilder, Dictionary<string, Node>> reach)
    {
        var gradients = gradientGraph.ParameterGradients().ToList();
        var parameters = gradientGraph.Parameters.ToDictionary(parameter => parameter.Name);
        var builder = GraphBuilder.Continue(gradientGraph.Without(gradients));
        var reached = reach(builder);
        foreach (var output in gradients)
        {
            var updates = new ReachedUpdates(builder, reached, output.Target);
            var gradient = builder.Nodes[output.Node];
            foreach (var transform in spec.Transforms.Where(transform => transform.Parameter == output.Target))
                gradient = new TransformedGradient(builder, transform, parameters[output.Target], gradient).Write(updates);
            builder.Output(OutputRole.Gradient, output.Target, gradient);
        }

        return builder.Build();
    }
}
