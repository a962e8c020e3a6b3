namespace ModelGen;

/// <content>Losses: by default one number each, of no dimensions: the mean over what they are given.</content>
public sealed partial class Tensor
{
    /// <summary>The mean of (x - target)²: one number. https://pytorch.org/docs/stable/generated/torch.nn.MSELoss.html</summary>
    /// <param name="target">Of the same shape.</param>
    /// <param name="reduction">What becomes of the terms.</param>
    public Tensor MeanSquared(Tensor target, Reduction reduction = Reduction.Mean) => throw CompiledByModelGen.Error();

    /// <summary>The mean of |x - target|: one number. https://pytorch.org/docs/stable/generated/torch.nn.L1Loss.html</summary>
    /// <param name="target">Of the same shape.</param>
    /// <param name="reduction">What becomes of the terms.</param>
    public Tensor L1(Tensor target, Reduction reduction = Reduction.Mean) => throw CompiledByModelGen.Error();

    /// <summary>
    /// The mean of d²/(2 beta) where |d| is below beta, else of |d| - beta/2, with d = x - target: one number.
    /// https://pytorch.org/docs/stable/generated/torch.nn.SmoothL1Loss.html
    /// </summary>
    /// <param name="target">Of the same shape.</param>
    /// <param name="beta">Where the parabola becomes a line, a constant; 0 is L1.</param>
    /// <param name="reduction">What becomes of the terms.</param>
    public Tensor SmoothL1(Tensor target, double beta = 1, Reduction reduction = Reduction.Mean) => throw CompiledByModelGen.Error();

    /// <summary>
    /// The mean of d²/2 where |d| is below delta, else of delta (|d| - delta/2), with d = x - target: one number.
    /// https://pytorch.org/docs/stable/generated/torch.nn.HuberLoss.html
    /// </summary>
    /// <param name="target">Of the same shape.</param>
    /// <param name="delta">Where the parabola becomes a line, a constant.</param>
    /// <param name="reduction">What becomes of the terms.</param>
    public Tensor Huber(Tensor target, double delta = 1, Reduction reduction = Reduction.Mean) => throw CompiledByModelGen.Error();

    /// <summary>
    /// The mean of -log softmax(logits)[label]: one number, from logits [.., classes] and labels [..]. The classes are the last axis, where
    /// PyTorch has them second; for logits that lie as PyTorch's, [N, classes, ..], say <c>axis: 1</c>.
    /// https://pytorch.org/docs/stable/generated/torch.nn.CrossEntropyLoss.html
    /// </summary>
    /// <param name="labels">Of the logits' shape without the axis of the classes; each in [0, classes).</param>
    /// <param name="labelSmoothing">The share of the target that all classes have evenly, from 0 to 1, a constant.</param>
    /// <param name="reduction">What becomes of the terms.</param>
    /// <param name="axis">The axis of the classes, a constant; negative ones count from the end.</param>
    public Tensor CrossEntropy(IndexTensor labels, double labelSmoothing = 0, Reduction reduction = Reduction.Mean, int axis = -1)
        => throw CompiledByModelGen.Error();

    /// <summary>
    /// The mean of -x[label], for logarithms of probabilities x [.., classes] such as <see cref="LogSoftmax"/> gives, and labels [..]: one
    /// number. https://pytorch.org/docs/stable/generated/torch.nn.NLLLoss.html
    /// </summary>
    /// <param name="labels">Of this tensor's shape without the axis of the classes; each in [0, classes).</param>
    /// <param name="reduction">What becomes of the terms.</param>
    /// <param name="axis">The axis of the classes, a constant; negative ones count from the end.</param>
    public Tensor NegativeLogLikelihood(IndexTensor labels, Reduction reduction = Reduction.Mean, int axis = -1)
        => throw CompiledByModelGen.Error();

    /// <summary>
    /// The mean of log(1 + e^x) - x y, without overflow: the binary cross entropy of sigmoid(x) with targets y, one number.
    /// https://pytorch.org/docs/stable/generated/torch.nn.BCEWithLogitsLoss.html
    /// </summary>
    /// <param name="targets">Of the same shape, in [0, 1].</param>
    /// <param name="reduction">What becomes of the terms.</param>
    public Tensor BinaryCrossEntropy(Tensor targets, Reduction reduction = Reduction.Mean) => throw CompiledByModelGen.Error();

    /// <summary>
    /// The mean of y (log y - x), for logarithms of probabilities x: the divergence of them from targets y. Reduction.BatchMean is the
    /// divergence of each row as mathematics has it. https://pytorch.org/docs/stable/generated/torch.nn.KLDivLoss.html
    /// </summary>
    /// <param name="targets">Probabilities, of the same shape; terms where they are 0 are 0.</param>
    /// <param name="reduction">What becomes of the terms.</param>
    public Tensor KlDivergence(Tensor targets, Reduction reduction = Reduction.Mean) => throw CompiledByModelGen.Error();

    /// <summary>The mean of max(0, margin - x y): one number. https://keras.io/api/losses/hinge_losses/#hinge-function</summary>
    /// <param name="targets">-1 or 1, of the same shape.</param>
    /// <param name="margin">From which on a right score costs nothing, a constant.</param>
    /// <param name="reduction">What becomes of the terms.</param>
    public Tensor Hinge(Tensor targets, double margin = 1, Reduction reduction = Reduction.Mean) => throw CompiledByModelGen.Error();

    /// <summary>
    /// The cosine of the angle between vectors along an axis, which goes: of [N, D] and [N, D], [N]. As a loss, take 1 minus its mean.
    /// https://pytorch.org/docs/stable/generated/torch.nn.CosineSimilarity.html
    /// </summary>
    /// <param name="other">Of the same shape.</param>
    /// <param name="axis">The axis.</param>
    /// <param name="epsilon">The least length that is divided by, a constant.</param>
    public Tensor CosineSimilarity(Tensor other, int axis = -1, double epsilon = 1e-8) => throw CompiledByModelGen.Error();
}
