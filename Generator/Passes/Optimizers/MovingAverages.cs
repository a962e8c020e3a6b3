using ModelGen.Generator.IR;
using ModelGen.Generator.Vocabulary;

namespace ModelGen.Generator.Passes.Optimizers;

/// <summary>
/// Keeps a moving average of each parameter that a step updates: the parameter itself after the first step, then
/// decay * average + (1 - decay) * parameter.
/// </summary>
internal static class MovingAverages
{
    /// <summary>The last part of the name of a parameter's average; no state of a rule, which is an identifier, has a hyphen.</summary>
    public const string State = "moving-average";

    public static Graph Run(Graph step, double decay)
    {
        var trained = step.Parameters.Where(parameter => parameter.IsTrainable).ToDictionary(parameter => parameter.Name);
        var builder = GraphBuilder.Continue(step);
        foreach (var output in step.Outputs.Where(output => output.Role == OutputRole.Update && trained.ContainsKey(output.Target)))
            Average(builder, trained[output.Target], builder.Nodes[output.Node], decay);
        return builder.Build();
    }

    private static void Average(GraphBuilder builder, ParameterInfo info, Node updated, double decay)
    {
        var average = builder.State(new($"{info.Name}.{State}", info.Name, info.Type));
        var count = builder.HostScalar(OptimizerStep.Step, info.Type.Element);
        var isFirst = builder.Add(OpKind.LessOrEqual, count, builder.Constant(1, count));
        var moved = Toward(builder, average, updated, 1 - decay);
        builder.Output(OutputRole.Update, average.Name, builder.Select(isFirst, updated, moved));
    }

    /// <summary>A number moved by a share of its way to another.</summary>
    private static Node Toward(GraphBuilder builder, Node from, Node to, double share)
        => builder.Add(from, builder.Multiply(builder.Subtract(to, from), builder.Constant(share, from)));
}
