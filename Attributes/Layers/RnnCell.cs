namespace ModelGen;

/// <summary>
/// One step of a recurrent net: hidden' = tanh(W x + U hidden + biases). All parameters start uniform within 1/sqrt(hiddenSize) of 0.
/// https://pytorch.org/docs/stable/generated/torch.nn.RNNCell.html
/// </summary>
/// <param name="inputSize">The size of the input's last axis.</param>
/// <param name="hiddenSize">The size of the state.</param>
/// <param name="relu">Whether max(., 0) takes the place of tanh.</param>
/// <param name="bias">Whether there are biases; false leaves out both parameters.</param>
[Module]
public sealed partial class RnnCell(int inputSize, int hiddenSize, bool relu = false, bool bias = true)
{
    /// <summary>The weight of the input, [hiddenSize, inputSize].</summary>
    [Parameter("hiddenSize", "inputSize", FanIn = "hiddenSize")]
    public readonly Tensor weight_ih;

    /// <summary>The weight of the state, [hiddenSize, hiddenSize].</summary>
    [Parameter("hiddenSize", "hiddenSize", FanIn = "hiddenSize")]
    public readonly Tensor weight_hh;

    /// <summary>The bias of the input, [hiddenSize], where there is one.</summary>
    [Parameter("hiddenSize", FanIn = "hiddenSize")]
    public readonly Tensor bias_ih;

    /// <summary>The bias of the state, [hiddenSize], where there is one.</summary>
    [Parameter("hiddenSize", FanIn = "hiddenSize")]
    public readonly Tensor bias_hh;

    /// <summary>The step.</summary>
    /// <param name="input">[N, inputSize].</param>
    /// <param name="hidden">[N, hiddenSize].</param>
    /// <returns>The next hidden, [N, hiddenSize].</returns>
    public Tensor Forward([Shape("N", "inputSize")] Tensor input, [Shape("N", "hiddenSize")] Tensor hidden)
    {
        var sum = OfInput(input) + OfState(hidden);
        return relu ? sum.Relu() : sum.Tanh();
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
