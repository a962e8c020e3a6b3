namespace ModelGen;

/// <summary>
/// A recurrent net over a sequence of any length, batch first, from a state of zeros; <see cref="RnnCell"/> is one step of it.
/// https://pytorch.org/docs/stable/generated/torch.nn.RNN.html
/// </summary>
/// <param name="inputSize">The size of the input's last axis.</param>
/// <param name="hiddenSize">The size of the state.</param>
/// <param name="relu">Whether max(., 0) takes the place of tanh.</param>
/// <param name="bias">Whether there are biases; false leaves out both parameters.</param>
[Module]
public sealed partial class Rnn(int inputSize, int hiddenSize, bool relu = false, bool bias = true)
{
    /// <summary>The weight of the input, [hiddenSize, inputSize].</summary>
    [Parameter("hiddenSize", "inputSize", FanIn = "hiddenSize")]
    public readonly Tensor weight_ih_l0;

    /// <summary>The weight of the state, [hiddenSize, hiddenSize].</summary>
    [Parameter("hiddenSize", "hiddenSize", FanIn = "hiddenSize")]
    public readonly Tensor weight_hh_l0;

    /// <summary>The bias of the input, [hiddenSize], where there is one.</summary>
    [Parameter("hiddenSize", FanIn = "hiddenSize")]
    public readonly Tensor bias_ih_l0;

    /// <summary>The bias of the state, [hiddenSize], where there is one.</summary>
    [Parameter("hiddenSize", FanIn = "hiddenSize")]
    public readonly Tensor bias_hh_l0;

    /// <summary>The layer.</summary>
    /// <param name="input">[N, T, inputSize].</param>
    /// <returns>The hidden states of all steps [N, T, hiddenSize], and the last one [N, hiddenSize].</returns>
    public (Tensor Output, Tensor Hidden) Forward([Shape("N", "T", "inputSize")] Tensor input)
    {
        var projected = OfInput(input).Transpose(0, 1);
        var hidden = Tensor.Zeros("N", "hiddenSize");
        var outputs = new List<Tensor>();
        for (var t = 0; t < input.Size(1); t++)
        {
            var sum = projected[t] + OfState(hidden);
            hidden = relu ? sum.Relu() : sum.Tanh();
            outputs.Add(hidden);
        }

        return (Tensor.Stack(1, outputs), hidden);
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
