using ModelGen.Generator.CSharp;
using ModelGen.Generator.Specs;
using static ModelGen.Generator.CSharp.TypeNames;

namespace ModelGen.Generator.Emit;

/// <summary>Writes the members that a model has by attributes beside its optimizer.</summary>
internal static class OptionMembers
{
    public static void Write(SourceWriter writer, OptimizerSpec optimizer)
    {
        if (optimizer.Groups.Count > 0) Groups(writer);
        if (optimizer.Accumulation is not null) Accumulation(writer);
        if (optimizer.AverageDecay is not null) Averages(writer);
    }

    private static void Groups(SourceWriter writer)
        => writer.Line().Line("/// <summary>The groups of parameters with settings of their own, by number or by pattern.</summary>")
            .Line($"public {ParameterGroupCollection} Groups => __Executor.Groups;");

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
