using ModelGen.Generator.Helpers;
using ModelGen.Generator.IR;
using ModelGen.Generator.Vocabulary;

namespace ModelGen.Generator.Passes.Optimizers;

/// <summary>
/// The second half of a training step that several calls share: loss and gradients are what <see cref="AccumulateGradients"/> has summed,
/// divided by the sum of the weights where they are means, and the states that hold them begin anew.
/// </summary>
internal static class ApplyGradients
{
    /// <summary>The host scalar that is the sum of the calls' weights.</summary>
    public const string Weight = "accumulated_weight";

    /// <summary>A graph without inputs, with a loss and gradients.</summary>
    /// <param name="accumulating">The graph of the first half.</param>
    /// <param name="isMean">Whether the loss is a mean over the samples of a call.</param>
    public static Graph Start(Graph accumulating, bool isMean)
    {
        var builder = GraphBuilder.Declaring(WithoutInputs(accumulating));
        var loss = accumulating.States.Single(state => state.Name == AccumulateGradients.Loss);
        builder.Output(OutputRole.Loss, "loss", Whole(loss));
        foreach (var state in accumulating.States.Where(state => IsLast(state, AccumulateGradients.Gradient)))
            builder.Output(OutputRole.Gradient, state.Parameter, Whole(state));
        return builder.Build();

        Node Whole(StateInfo sum) => isMean
            ? builder.Divide(builder.State(sum), builder.HostScalar(Weight, sum.Type.Element))
            : builder.State(sum);
    }

    /// <summary>The graph of what is kept between the calls.</summary>
    private static Graph WithoutInputs(Graph accumulating) => accumulating with
    {
        Inputs = [],
        BatchSymbols = [],
        States = accumulating.States.Where(state => state.IsTransient).ToEquatableArray(),
        Guards = [],
        Limits = [],
    };

    /// <summary>For the parameters that some calls do not reach: whether one has, since the states began anew.</summary>
    public static Dictionary<string, Node> Reached(Graph start, GraphBuilder builder)
        => start.States.Where(state => IsLast(state, AccumulateGradients.Reached))
            .ToDictionary(state => state.Parameter, builder.State);

    /// <summary>The graph of an update whose states begin anew.</summary>
    public static Graph End(Graph update)
    {
        var builder = GraphBuilder.Continue(update);
        foreach (var state in update.States.Where(state => state.IsTransient))
        {
            var zero = builder.Constant(0, state.Type.Element);
            builder.Output(OutputRole.Update, state.Name,
                state.Type.Rank == 0 ? zero : builder.BroadcastTo(zero, state.Type.Shape));
        }

        return builder.Build();
    }

    private static bool IsLast(StateInfo state, string part) => state.Name == $"{state.Parameter}.{part}";
}
