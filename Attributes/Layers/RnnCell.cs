namespace ModelGen;

/// <summary>
/// One step of a recurrent net: hidden' = tanh(W x + U hidden + biases). All parameters start uniform within 1/sqrt(hiddenSize) of 0.
/// https://pytorch.org/docs/stable/generated/torch.nn.RNNCell.html
/// </summary>
/// <param name="inputSize">The size of the input's last axis.</param>
/// <param name="hiddenSize">The size of the state.</param>
/// <param name="relu">Whether max(., 0) takes the place of tanh.</param>
[Module]
public sealed partial class RnnCell(int inputSize, int hiddenSize, bool relu = false)
{
    [Parameter("hiddenSize", "inputSize", FanIn = "hiddenSize")]
    private readonly Tensor weight_ih;

    [Parameter("hiddenSize", "hiddenSize", FanIn = "hiddenSize")]
    private readonly Tensor weight_hh;

    [Parameter("hiddenSize", FanIn = "hiddenSize")]
    private readonly Tensor bias_ih;

    [Parameter("hiddenSize", FanIn = "hiddenSize")]
    private readonly Tensor bias_hh;

    /// <summary>The step.</summary>
    /// <param name="input">[N, inputSize].</param>
    /// <param name="hidden">[N, hiddenSize].</param>
    /// <returns>The next hidden, [N, hiddenSize].</returns>
    public Tensor Forward([Shape("N", "inputSize")] Tensor input, [Shape("N", "hiddenSize")] Tensor hidden)
    {
        var sum = input.MatMul(weight_ih.Transpose()) + bias_ih + (hidden.MatMul(weight_hh.Transpose()) + bias_hh);
        return relu ? sum.Relu() : sum.Tanh();
    }
}
