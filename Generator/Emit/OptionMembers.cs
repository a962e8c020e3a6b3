using ModelGen.Generator.CSharp;
using ModelGen.Generator.Specs;
using static ModelGen.Generator.CSharp.TypeNames;

namespace ModelGen.Generator.Emit;

/// <summary>Writes the members that a model has by attributes beside its optimizer, and by its programs and states.</summary>
internal static class OptionMembers
{
    public static void Write(SourceWriter writer, ModelSpec spec)
    {
        if (spec.Optimizer is { } optimizer) OfOptimizer(writer, optimizer);
        if (spec.Programs.Any(program => program.Optimizer is not null)) Optimizers(writer);
        if (spec.Trainings.Any(training => training.Optimizer!.AverageDecay is not null)) Averages(writer);
        if (spec.Graph.Parameters.Any(parameter => parameter.IsState)) Reset(writer);
    }

    private static void OfOptimizer(SourceWriter writer, OptimizerSpec optimizer)
    {
        if (optimizer.Groups.Count > 0) Groups(writer);
        if (optimizer.Accumulation is not null) Accumulation(writer);
    }

    private static void Groups(SourceWriter writer)
        => writer.Line().Line("/// <summary>The groups of parameters with settings of their own, by number or by pattern.</summary>")
            .Line($"public {ParameterGroupCollection} Groups => {ModelClass.TrainStep}.Groups;");

    private static void Optimizers(SourceWriter writer)
        => writer.Line().Line("/// <summary>The optimizers of the calls that train, by number or by the name of the call: the learning "
                + "rate, the schedule and the groups of each.</summary>")
            .Line($"public {OptimizerCollection} Optimizers => __Executor.Optimizers;");

    private static void Reset(SourceWriter writer)
    {
        writer.Line().Line("""
            /// <summary>Starts what calls keep for the next one anew: each state has the value that it began with. Weights stay.</summary>
            /// <exception cref="InvalidOperationException">Another thread is in a call of this model.</exception>
            /// <exception cref="ObjectDisposedException">The model was disposed.</exception>
            """);
        writer.Line("public void Reset() => __Executor.Reset();");
    }

    private static void Accumulation(SourceWriter writer)
    {
        writer.Line().Line("""
            /// <summary>
            /// The sums of the gradients of all calls of Accumulate since the last Apply, by the names of the parameters: each times the
            /// number of its call's samples where the loss is their mean. What is written to them is what Apply reads.
            /// </summary>
            """);
        writer.Line($"public {ParameterCollection} AccumulatedGradients => __Executor.Accumulated;");
        writer.Line().Line("""
            /// <summary>Updates the parameters by gradients that Gradients gave, as they are or as they were changed since.</summary>
            /// <param name="gradients">What the model's last call, of Gradients, returned.</param>
            /// <exception cref="ArgumentException">They are of another model.</exception>
            /// <exception cref="InvalidOperationException">The model ran another call since; or gradients of Accumulate were not applied;
            /// or another thread is in a call of this model.</exception>
            /// <exception cref="ObjectDisposedException">The model was disposed.</exception>
            """);
        using (writer.Open($"public {StepResult} Apply({GradientSet} gradients)"))
            writer.Line("__Executor.Take(gradients);").Line("return Apply();");
    }

    private static void Averages(SourceWriter writer)
    {
        writer.Line().Line("""
            /// <summary>
            /// Puts the moving averages of the parameters in the place of the weights until what is returned is disposed: for Predict,
            /// Evaluate, and Save without the optimizer's state. Steps need the weights, and are refused until then.
            /// </summary>
            /// <exception cref="InvalidOperationException">They are in use already; or another thread is in a call of this
            /// model.</exception>
            /// <exception cref="ObjectDisposedException">The model was disposed.</exception>
            """);
        writer.Line("public global::System.IDisposable UseAverages() => __Executor.UseAverages();");
    }
}
