namespace ModelGen;

/// <content>Losses: one number each, of no dimensions: the mean over what they are given.</content>
public sealed partial class Tensor
{
    /// <summary>The mean of (x - target)²: one number. https://pytorch.org/docs/stable/generated/torch.nn.MSELoss.html</summary>
    /// <param name="target">Of the same shape.</param>
    public Tensor MeanSquared(Tensor target) => throw CompiledByModelGen.Error();

    /// <summary>
    /// The mean of -log softmax(logits)[label]: one number, from logits [.., classes] and labels [..]. The classes are the last axis,
    /// where PyTorch has them second. https://pytorch.org/docs/stable/generated/torch.nn.CrossEntropyLoss.html
    /// </summary>
    /// <param name="labels">Of the logits' shape without its last axis, the classes; each in [0, classes).</param>
    public Tensor CrossEntropy(IndexTensor labels) => throw CompiledByModelGen.Error();

    /// <summary>
    /// The mean of log(1 + e^x) - x y, without overflow: the binary cross entropy of sigmoid(x) with targets y, one number.
    /// https://pytorch.org/docs/stable/generated/torch.nn.BCEWithLogitsLoss.html
    /// </summary>
    /// <param name="targets">Of the same shape, in [0, 1].</param>
    public Tensor BinaryCrossEntropy(Tensor targets) => throw CompiledByModelGen.Error();

    /// <summary>
    /// The mean of d²/2 where |d| is below delta, else of delta (|d| - delta/2), with d = x - target: one number.
    /// https://pytorch.org/docs/stable/generated/torch.nn.HuberLoss.html
    /// </summary>
    /// <param name="target">Of the same shape.</param>
    /// <param name="delta">Where the parabola becomes a line.</param>
    public Tensor Huber(Tensor target, double delta = 1) => throw CompiledByModelGen.Error();
}
