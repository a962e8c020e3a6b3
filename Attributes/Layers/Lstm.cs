namespace ModelGen;

/// <summary>
/// A long short-term memory over a sequence of any length, batch first, from a state of zeros; <see cref="LstmCell"/> is one step of it.
/// https://pytorch.org/docs/stable/generated/torch.nn.LSTM.html
/// </summary>
/// <param name="inputSize">The size of the input's last axis.</param>
/// <param name="hiddenSize">The size of the state.</param>
/// <param name="bias">Whether there are biases; false leaves out both parameters.</param>
[Module]
public sealed partial class Lstm(int inputSize, int hiddenSize, bool bias = true)
{
    /// <summary>The weight of the input, [4 * hiddenSize, inputSize].</summary>
    [Parameter("4 * hiddenSize", "inputSize", FanIn = "hiddenSize")]
    public readonly Tensor weight_ih_l0;

    /// <summary>The weight of the state, [4 * hiddenSize, hiddenSize].</summary>
    [Parameter("4 * hiddenSize", "hiddenSize", FanIn = "hiddenSize")]
    public readonly Tensor weight_hh_l0;

    /// <summary>The bias of the input, [4 * hiddenSize], where there is one.</summary>
    [Parameter("4 * hiddenSize", FanIn = "hiddenSize")]
    public readonly Tensor bias_ih_l0;

    /// <summary>The bias of the state, [4 * hiddenSize], where there is one.</summary>
    [Parameter("4 * hiddenSize", FanIn = "hiddenSize")]
    public readonly Tensor bias_hh_l0;

    /// <summary>The layer.</summary>
    /// <param name="input">[N, T, inputSize].</param>
    /// <returns>The hidden states of all steps [N, T, hiddenSize], and the last hidden and cell [N, hiddenSize].</returns>
    public (Tensor Output, Tensor Hidden, Tensor Cell) Forward([Shape("N", "T", "inputSize")] Tensor input)
    {
        var projected = OfInput(input).Transpose(0, 1);
        var (hidden, cell) = (Tensor.Zeros("N", "hiddenSize"), Tensor.Zeros("N", "hiddenSize"));
        var outputs = new List<Tensor>();
        for (var t = 0; t < input.Size(1); t++)
        {
            (hidden, cell) = LstmCell.Step(projected[t] + OfState(hidden), cell, hiddenSize);
            outputs.Add(hidden);
        }

        return (Tensor.Stack(1, outputs), hidden, cell);
    }

    private Tensor OfInput(Tensor input)
    {
        var ofInput = input.MatMul(weight_ih_l0.Transpose());
        return bias ? ofInput + bias_ih_l0 : ofInput;
    }

    private Tensor OfState(Tensor hidden)
    {
        var ofState = hidden.MatMul(weight_hh_l0.Transpose());
        return bias ? ofState + bias_hh_l0 : ofState;
    }
}
