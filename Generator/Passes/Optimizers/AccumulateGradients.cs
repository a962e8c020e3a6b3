using ModelGen.Generator.IR;
using ModelGen.Generator.Passes.Differentiation;
using ModelGen.Generator.Vocabulary;

namespace ModelGen.Generator.Passes.Optimizers;

/// <summary>
/// The first half of a training step that several calls share: adds loss and gradients, times a weight, to states that
/// <see cref="ApplyGradients"/> reads. A parameter that some calls do not reach keeps beside its gradient whether one has. Names of states
/// have a hyphen, which neither parameters nor the states of a rule, which are identifiers, can have.
/// </summary>
internal static class AccumulateGradients
{
    /// <summary>The state that sums losses.</summary>
    public const string Loss = "accumulated-loss";

    /// <summary>The last part of the name of the state that sums a parameter's gradients.</summary>
    public const string Gradient = "accumulated-gradient";

    /// <summary>The last part of the name of the state that tells whether a parameter has been reached.</summary>
    public const string Reached = "is-reached";

    /// <param name="gradientGraph">The graph of a call, with a loss and gradients.</param>
    /// <param name="weight">How much the call counts: its number of samples.</param>
    public static Graph Run(Graph gradientGraph, Dim weight)
    {
        var gradients = gradientGraph.ParameterGradients().ToList();
        var parameters = gradientGraph.Parameters.ToDictionary(parameter => parameter.Name);
        var builder = GraphBuilder.Continue(gradientGraph.Without(gradients));
        var reached = GradientReach.InCalls(gradientGraph, builder);
        var loss = builder.Nodes[gradientGraph.Outputs.Single(output => output.Role == OutputRole.Loss).Node];
        Add(builder, new(Loss, "", loss.Type) { IsTransient = true }, Weighted(loss));
        foreach (var gradient in gradients)
        {
            var info = parameters[gradient.Target];
            var sum = new StateInfo($"{info.Name}.{Gradient}", info.Name, info.Type) { IsTransient = true };
            Add(builder, sum, Weighted(builder.Nodes[gradient.Node]));
            if (reached.TryGetValue(info.Name, out var reach)) AddReach(builder, info, reach);
        }

        return builder.Build();

        Node Weighted(Node value) => builder.Multiply(builder.Count(weight, value), value);
    }

    private static void AddReach(GraphBuilder builder, ParameterInfo info, Node reach)
    {
        var state = new StateInfo($"{info.Name}.{Reached}", info.Name, reach.Type) { IsTransient = true };
        builder.Output(OutputRole.Update, state.Name, builder.Add(OpKind.Maximum, builder.State(state), reach));
    }

    private static void Add(GraphBuilder builder, StateInfo sum, Node term)
        => builder.Output(OutputRole.Update, sum.Name, builder.Add(builder.State(sum), term));
}
