namespace ModelGen;

/// <summary>
/// One step of a gated recurrent unit: r and z of W x + U h + biases, n = tanh(Wn x + bn + r (Un h + cn)), hidden' = (1 - z) n + z hidden.
/// All parameters start uniform within 1/sqrt(hiddenSize) of 0. https://pytorch.org/docs/stable/generated/torch.nn.GRUCell.html
/// </summary>
/// <param name="inputSize">The size of the input's last axis.</param>
/// <param name="hiddenSize">The size of the state.</param>
/// <param name="bias">Whether there are biases; false leaves out both parameters.</param>
[Module]
public sealed partial class GruCell(int inputSize, int hiddenSize, bool bias = true)
{
    /// <summary>The weight of the input, [3 * hiddenSize, inputSize].</summary>
    [Parameter("3 * hiddenSize", "inputSize", FanIn = "hiddenSize")]
    public readonly Tensor weight_ih;

    /// <summary>The weight of the state, [3 * hiddenSize, hiddenSize].</summary>
    [Parameter("3 * hiddenSize", "hiddenSize", FanIn = "hiddenSize")]
    public readonly Tensor weight_hh;

    /// <summary>The bias of the input, [3 * hiddenSize], where there is one.</summary>
    [Parameter("3 * hiddenSize", FanIn = "hiddenSize")]
    public readonly Tensor bias_ih;

    /// <summary>The bias of the state, [3 * hiddenSize], where there is one.</summary>
    [Parameter("3 * hiddenSize", FanIn = "hiddenSize")]
    public readonly Tensor bias_hh;

    /// <summary>The step.</summary>
    /// <param name="input">[N, inputSize].</param>
    /// <param name="hidden">[N, hiddenSize].</param>
    /// <returns>The next hidden, [N, hiddenSize].</returns>
    public Tensor Forward([Shape("N", "inputSize")] Tensor input, [Shape("N", "hiddenSize")] Tensor hidden)
        => Step(OfInput(input), OfState(hidden), hidden, hiddenSize);

    /// <summary>The next hidden, of the sums [N, 3 hiddenSize] that come of the input and of the state.</summary>
    internal static Tensor Step(Tensor ofInput, Tensor ofState, Tensor hidden, int hiddenSize)
    {
        var reset = (ofInput.Slice(1, 0, hiddenSize) + ofState.Slice(1, 0, hiddenSize)).Sigmoid();
        var update = (ofInput.Slice(1, hiddenSize, 2 * hiddenSize) + ofState.Slice(1, hiddenSize, 2 * hiddenSize)).Sigmoid();
        var candidate = (ofInput.Slice(1, 2 * hiddenSize, 3 * hiddenSize) + reset * ofState.Slice(1, 2 * hiddenSize, 3 * hiddenSize))
            .Tanh();
        return (1 - update) * candidate + update * hidden;
    }

    private Tensor OfInput(Tensor input)
    {
        var ofInput = input.MatMul(weight_ih.Transpose());
        return bias ? ofInput + bias_ih : ofInput;
    }

    private Tensor OfState(Tensor hidden)
    {
        var ofState = hidden.MatMul(weight_hh.Transpose());
        return bias ? ofState + bias_hh : ofState;
    }
}
