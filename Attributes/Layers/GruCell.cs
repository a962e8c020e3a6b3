namespace ModelGen;

/// <summary>
/// One step of a gated recurrent unit: r and z of W x + U h + biases, n = tanh(Wn x + bn + r (Un h + cn)), hidden' = (1 - z) n + z hidden.
/// All parameters start uniform within 1/sqrt(hiddenSize) of 0. https://pytorch.org/docs/stable/generated/torch.nn.GRUCell.html
/// </summary>
/// <param name="inputSize">The size of the input's last axis.</param>
/// <param name="hiddenSize">The size of the state.</param>
[Module]
public sealed partial class GruCell(int inputSize, int hiddenSize)
{
    [Parameter("3 * hiddenSize", "inputSize", FanIn = "hiddenSize")]
    private readonly Tensor weight_ih;

    [Parameter("3 * hiddenSize", "hiddenSize", FanIn = "hiddenSize")]
    private readonly Tensor weight_hh;

    [Parameter("3 * hiddenSize", FanIn = "hiddenSize")]
    private readonly Tensor bias_ih;

    [Parameter("3 * hiddenSize", FanIn = "hiddenSize")]
    private readonly Tensor bias_hh;

    /// <summary>The step.</summary>
    /// <param name="input">[N, inputSize].</param>
    /// <param name="hidden">[N, hiddenSize].</param>
    /// <returns>The next hidden, [N, hiddenSize].</returns>
    public Tensor Forward([Shape("N", "inputSize")] Tensor input, [Shape("N", "hiddenSize")] Tensor hidden)
        => Step(input.MatMul(weight_ih.Transpose()) + bias_ih, hidden.MatMul(weight_hh.Transpose()) + bias_hh, hidden, hiddenSize);

    /// <summary>The next hidden, of the sums [N, 3 hiddenSize] that come of the input and of the state.</summary>
    internal static Tensor Step(Tensor ofInput, Tensor ofState, Tensor hidden, int hiddenSize)
    {
        var reset = (ofInput.Slice(1, 0, hiddenSize) + ofState.Slice(1, 0, hiddenSize)).Sigmoid();
        var update = (ofInput.Slice(1, hiddenSize, 2 * hiddenSize) + ofState.Slice(1, hiddenSize, 2 * hiddenSize)).Sigmoid();
        var candidate = (ofInput.Slice(1, 2 * hiddenSize, 3 * hiddenSize) + reset * ofState.Slice(1, 2 * hiddenSize, 3 * hiddenSize)).Tanh();
        return (1 - update) * candidate + update * hidden;
    }
}
