using ModelGen.Generator.IR;
using ModelGen.Generator.Passes.Differentiation;
using ModelGen.Generator.Specs;

namespace ModelGen.Generator.Passes.Optimizers;

/// <summary>
/// Turns the gradients of parameters into updates of parameters and of the optimizer's states: the optimizer's rule, which is of one
/// number, is applied to each element, in the parameter's type. The host scalars are "learning_rate" and "step", which counts from 1; what
/// depends on them alone is computed once a call. The parameters of a group have its settings, and its multiple of the learning rate. A
/// parameter that no gradient reaches in a call, because a branch was not taken, stays with its states as it was, and does not count the
/// step: its number of updates is a state too, where the rule asks for it. What the rule sums over the whole parameter is a reduction, and
/// a state that is the same for all elements is one number.
/// </summary>
internal static class OptimizerStep
{
    public const string LearningRate = "learning_rate";

    public const string Step = "step";

    public const string Parameter = "parameter";

    public const string Gradient = "gradient";

    public static Graph Run(Graph gradientGraph, OptimizerSpec spec)
        => Run(gradientGraph, spec, builder => GradientReach.InCalls(gradientGraph, builder));

    /// <param name="gradientGraph">Has the gradients.</param>
    /// <param name="spec">The rule and its settings.</param>
    /// <param name="reach">For the parameters that are reached in some calls only, by name: a number above 0 in these.</param>
    public static Graph Run(Graph gradientGraph, OptimizerSpec spec, Func<GraphBuilder, Dictionary<string, Node>> reach)
    {
        var parameters = gradientGraph.Parameters.ToDictionary(parameter => parameter.Name);
        var steps = gradientGraph.ParameterGradients().ToList();
        var builder = GraphBuilder.Continue(gradientGraph.Without(steps));
        var rules = GroupRule.All(spec);
        var reached = reach(builder);
        foreach (var step in steps)
        {
            var update = new ParameterUpdate(builder, rules[spec.GroupOf(step.Target) + 1], parameters[step.Target],
                builder.Nodes[step.Node]);
            update.Write(new(builder, reached, step.Target));
        }

        return builder.Build();
    }
}
