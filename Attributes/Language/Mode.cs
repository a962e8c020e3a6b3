namespace ModelGen;

/// <summary>What a model is doing, for Forward and Loss to ask.</summary>
public static class Mode
{
    /// <summary>
    /// True in TrainStep and Gradients, false in Predict and Evaluate, as PyTorch's Module.training is after train() and eval(). Each call
    /// is compiled for its own value, so that asking costs nothing. https://pytorch.org/docs/stable/generated/torch.nn.Module.html
    /// </summary>
    public static bool Training => throw CompiledByModelGen.Error();
}
