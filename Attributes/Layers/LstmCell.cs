namespace ModelGen;

/// <summary>
/// One step of a long short-term memory: gates i, f, g, o of W x + U h + biases; cell' = f cell + i g, hidden' = o tanh(cell').
/// All parameters start uniform within 1/sqrt(hiddenSize) of 0. https://pytorch.org/docs/stable/generated/torch.nn.LSTMCell.html
/// </summary>
/// <param name="inputSize">The size of the input's last axis.</param>
/// <param name="hiddenSize">The size of the state.</param>
/// <param name="bias">Whether there are biases; false leaves out both parameters.</param>
[Module]
public sealed partial class LstmCell(int inputSize, int hiddenSize, bool bias = true)
{
    /// <summary>The weight of the input, [4 * hiddenSize, inputSize].</summary>
    [Parameter("4 * hiddenSize", "inputSize", FanIn = "hiddenSize")]
    public readonly Tensor weight_ih;

    /// <summary>The weight of the state, [4 * hiddenSize, hiddenSize].</summary>
    [Parameter("4 * hiddenSize", "hiddenSize", FanIn = "hiddenSize")]
    public readonly Tensor weight_hh;

    /// <summary>The bias of the input, [4 * hiddenSize], where there is one.</summary>
    [Parameter("4 * hiddenSize", FanIn = "hiddenSize")]
    public readonly Tensor bias_ih;

    /// <summary>The bias of the state, [4 * hiddenSize], where there is one.</summary>
    [Parameter("4 * hiddenSize", FanIn = "hiddenSize")]
    public readonly Tensor bias_hh;

    /// <summary>The step.</summary>
    /// <param name="input">[N, inputSize].</param>
    /// <param name="hidden">[N, hiddenSize].</param>
    /// <param name="cell">[N, hiddenSize].</param>
    /// <returns>The next hidden and cell, [N, hiddenSize] each.</returns>
    public (Tensor Hidden, Tensor Cell) Forward([Shape("N", "inputSize")] Tensor input, [Shape("N", "hiddenSize")] Tensor hidden,
        [Shape("N", "hiddenSize")] Tensor cell)
        => Step(OfInput(input) + OfState(hidden), cell, hiddenSize);

    /// <summary>The next hidden and cell, of the gates' sums [N, 4 hiddenSize].</summary>
    internal static (Tensor Hidden, Tensor Cell) Step(Tensor gates, Tensor cell, int hiddenSize)
    {
        var input = gates.Slice(1, 0, hiddenSize).Sigmoid();
        var forget = gates.Slice(1, hiddenSize, 2 * hiddenSize).Sigmoid();
        var candidate = gates.Slice(1, 2 * hiddenSize, 3 * hiddenSize).Tanh();
        var output = gates.Slice(1, 3 * hiddenSize, 4 * hiddenSize).Sigmoid();
        var next = forget * cell + input * candidate;
        return (output * next.Tanh(), next);
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
