namespace ModelGen.Tests.Models.Layers;

// Layers without what their constructor leaves out, blocks that their numbers decide, and losses of their weights: the twins are in
// References/make_layers.py.

[Model]
[Sgd(LearningRate = 0.1, Momentum = 0.9)]
public partial class BareLinear
{
    private readonly Linear layer = new(3, 4, bias: false);

    public Tensor Forward([Shape("N", 2, 3)] Tensor x) => layer.Forward(x);

    public Tensor Loss(Tensor y, [Shape("N", 2, 4)] Tensor target) => y.MeanSquared(target);
}

[Model]
[Sgd(LearningRate = 0.1, Momentum = 0.9)]
public partial class BareConv1d
{
    private readonly Conv1d layer = new(2, 3, 3, stride: 2, padding: 1, bias: false);

    public Tensor Forward([Shape("N", 2, 7)] Tensor x) => layer.Forward(x);

    public Tensor Loss(Tensor y, [Shape("N", 3, 4)] Tensor target) => y.MeanSquared(target);
}

[Model]
[Sgd(LearningRate = 0.1, Momentum = 0.9)]
public partial class BareConv2d
{
    private readonly Conv2d layer = new(4, 6, 3, stride: 2, padding: 1, dilation: 2, groups: 2, bias: false);

    public Tensor Forward([Shape("N", 4, 7, 8)] Tensor x) => layer.Forward(x);

    public Tensor Loss(Tensor y, [Shape("N", 6, 3, 3)] Tensor target) => y.MeanSquared(target);
}

[Model]
[Sgd(LearningRate = 0.1, Momentum = 0.9)]
public partial class BareConvTranspose2d
{
    private readonly ConvTranspose2d layer = new(4, 6, 3, stride: 2, padding: 1, outputPadding: 1, groups: 2, bias: false);

    public Tensor Forward([Shape("N", 4, 3, 4)] Tensor x) => layer.Forward(x);

    public Tensor Loss(Tensor y, [Shape("N", 6, 6, 8)] Tensor target) => y.MeanSquared(target);
}

[Model]
[Sgd(LearningRate = 0.1, Momentum = 0.9)]
public partial class BareBatchNorm1d
{
    private readonly BatchNorm1d layer = new(3, affine: false);

    [Parameter(1, Initializer = Initializer.Constant, First = 1)]
    private readonly Tensor scale;

    public Tensor Forward([Shape("N", 3)] Tensor x) => layer.Forward(x * scale);

    public Tensor Loss(Tensor y, [Shape("N", 3)] Tensor target) => y.MeanSquared(target);
}

[Model]
[Sgd(LearningRate = 0.1, Momentum = 0.9)]
public partial class BareBatchNorm2d
{
    private readonly BatchNorm2d layer = new(3, affine: false);

    [Parameter(1, Initializer = Initializer.Constant, First = 1)]
    private readonly Tensor scale;

    public Tensor Forward([Shape("N", 3, 5, 3)] Tensor x) => layer.Forward(x * scale);

    public Tensor Loss(Tensor y, [Shape("N", 3, 5, 3)] Tensor target) => y.MeanSquared(target);
}

[Model]
[Sgd(LearningRate = 0.1, Momentum = 0.9)]
public partial class BareLayerNorm
{
    private readonly LayerNorm layer = new(5, elementwiseAffine: false);

    [Parameter(1, Initializer = Initializer.Constant, First = 1)]
    private readonly Tensor scale;

    public Tensor Forward([Shape("N", 3, 5)] Tensor x) => layer.Forward(x * scale);

    public Tensor Loss(Tensor y, [Shape("N", 3, 5)] Tensor target) => y.MeanSquared(target);
}

[Model]
[Sgd(LearningRate = 0.1, Momentum = 0.9)]
public partial class BareGroupNorm
{
    private readonly GroupNorm layer = new(2, 6, affine: false);

    [Parameter(1, Initializer = Initializer.Constant, First = 1)]
    private readonly Tensor scale;

    public Tensor Forward([Shape("N", 6, 3, 2)] Tensor x) => layer.Forward(x * scale);

    public Tensor Loss(Tensor y, [Shape("N", 6, 3, 2)] Tensor target) => y.MeanSquared(target);
}

[Model]
[Sgd(LearningRate = 0.1, Momentum = 0.9)]
public partial class BareAttention
{
    private readonly MultiHeadAttention layer = new(6, 2, bias: false);

    public Tensor Forward([Shape("N", 5, 6)] Tensor x) => layer.Forward(x, x, x);

    public Tensor Loss(Tensor y, [Shape("N", 5, 6)] Tensor target) => y.MeanSquared(target);
}

[Model]
[Sgd(LearningRate = 0.1, Momentum = 0.9)]
public partial class BareRnn
{
    private readonly Rnn layer = new(3, 4, bias: false);

    public Tensor Forward([Shape("N", 7, 3)] Tensor x)
    {
        var (output, hidden) = layer.Forward(x);
        return Tensor.Concat(1, output, hidden.Reshape("N", 1, 4));
    }

    public Tensor Loss(Tensor y, [Shape("N", 8, 4)] Tensor target) => y.MeanSquared(target);
}

[Model]
[Sgd(LearningRate = 0.1, Momentum = 0.9)]
public partial class BareGru
{
    private readonly Gru layer = new(3, 4, bias: false);

    public Tensor Forward([Shape("N", 7, 3)] Tensor x)
    {
        var (output, hidden) = layer.Forward(x);
        return Tensor.Concat(1, output, hidden.Reshape("N", 1, 4));
    }

    public Tensor Loss(Tensor y, [Shape("N", 8, 4)] Tensor target) => y.MeanSquared(target);
}

[Model]
[Sgd(LearningRate = 0.1, Momentum = 0.9)]
public partial class BareLstm
{
    private readonly Lstm layer = new(3, 4, bias: false);

    public Tensor Forward([Shape("N", 7, 3)] Tensor x)
    {
        var (output, hidden, cell) = layer.Forward(x);
        return Tensor.Concat(1, output, hidden.Reshape("N", 1, 4), cell.Reshape("N", 1, 4));
    }

    public Tensor Loss(Tensor y, [Shape("N", 9, 4)] Tensor target) => y.MeanSquared(target);
}

[Model]
[Sgd(LearningRate = 0.1, Momentum = 0.9)]
public partial class BareRnnCell
{
    private readonly RnnCell layer = new(3, 4, bias: false);

    public Tensor Forward([Shape("N", 3)] Tensor x, [Shape("N", 4)] Tensor start) => layer.Forward(x, layer.Forward(x, start));

    public Tensor Loss(Tensor y, [Shape("N", 4)] Tensor target) => y.MeanSquared(target);
}

[Model]
[Sgd(LearningRate = 0.1, Momentum = 0.9)]
public partial class BareGruCell
{
    private readonly GruCell layer = new(3, 4, bias: false);

    public Tensor Forward([Shape("N", 3)] Tensor x, [Shape("N", 4)] Tensor start) => layer.Forward(x, layer.Forward(x, start));

    public Tensor Loss(Tensor y, [Shape("N", 4)] Tensor target) => y.MeanSquared(target);
}

[Model]
[Sgd(LearningRate = 0.1, Momentum = 0.9)]
public partial class BareLstmCell
{
    private readonly LstmCell layer = new(3, 4, bias: false);

    public Tensor Forward([Shape("N", 3)] Tensor x, [Shape("N", 4)] Tensor start)
    {
        var (hidden, cell) = layer.Forward(x, start, start);
        (hidden, cell) = layer.Forward(x, hidden, cell);
        return hidden + cell;
    }

    public Tensor Loss(Tensor y, [Shape("N", 4)] Tensor target) => y.MeanSquared(target);
}

/// <summary>Two ways meet: a convolution, and the input as it is where it fits, else through another convolution.</summary>
[Module]
public partial class Shortcut(int inputs, int outputs, int stride = 1) : IModule
{
    private readonly Conv2d conv1 = new(inputs, outputs, 3, stride: stride, padding: 1, bias: false);
    private readonly BatchNorm2d bn1 = new(outputs);
    private readonly Conv2d down = new(inputs, outputs, 1, stride: stride, bias: false);

    public Tensor Forward([Shape("N", "inputs", "H", "W")] Tensor input)
        => (bn1.Forward(conv1.Forward(input)) + (stride == 1 && inputs == outputs ? input : down.Forward(input))).Relu();
}

[Model]
[Sgd(LearningRate = 0.1, Momentum = 0.9)]
public partial class ResidualStages
{
    private readonly Sequential layer = new(new Shortcut(2, 4, stride: 2), new Shortcut(4, 4), new Shortcut(4, 6));

    public Tensor Forward([Shape("N", 2, 6, 5)] Tensor x) => layer.Forward(x);

    public Tensor Loss(Tensor y, [Shape("N", 6, 3, 3)] Tensor target) => y.MeanSquared(target);
}

/// <summary>Two linear layers, whose weights can be read.</summary>
[Module]
public partial class TwoLinear
{
    public readonly Linear first = new(3, 4);
    public readonly Linear[] last = [new(4, 2)];

    public Tensor Forward([Shape("N", 3)] Tensor x) => last[0].Forward(first.Forward(x).Tanh());
}

/// <summary>The layers of PyTorch's "penalized", held by another module.</summary>
[Model]
[Sgd(LearningRate = 0.1, Momentum = 0.9)]
public partial class Penalized
{
    private readonly TwoLinear layer = new();

    public Tensor Forward([Shape("N", 3)] Tensor x) => layer.Forward(x);

    public Tensor Loss(Tensor y, [Shape("N", 2)] Tensor target)
    {
        var weight = layer.first.weight;
        var apart = weight.MatMul(weight.Transpose()) - (Tensor.Ones(4, 4).Tril() * Tensor.Ones(4, 4).Triu());
        return y.MeanSquared(target) + 0.1 * layer.last[0].weight.Square().Sum() + 0.1 * apart.Square().Sum();
    }
}

[Model]
[Sgd(LearningRate = 0.1, Momentum = 0.9)]
public partial class TiedLayer
{
    private readonly Linear layer = new(5, 3, bias: false);

    public Tensor Forward([Shape("N", 5)] Tensor x) => layer.Forward(x).Tanh().MatMul(layer.weight);

    public Tensor Loss(Tensor y, [Shape("N", 5)] Tensor target) => y.MeanSquared(target);
}
