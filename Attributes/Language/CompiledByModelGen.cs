namespace ModelGen;

/// <summary>The error of the model language's members, which are compiled and never run.</summary>
internal static class CompiledByModelGen
{
    public static InvalidOperationException Error()
        => new("Forward and Loss are compiled by ModelGen and never run as written: call the Predict, TrainStep, Evaluate or Gradients "
            + "of a [Model] class.");
}
