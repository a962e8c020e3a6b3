namespace ModelGen.Tests.Models.Layers;

// One model a layer, of the same form: PyTorch's twins are in References/make_layers.py.

[Model]
[Sgd(LearningRate = 0.1, Momentum = 0.9)]
public partial class LinearModel
{
    private readonly Linear layer = new(3, 4);

    public Tensor Forward([Shape("N", 2, 3)] Tensor x) => layer.Forward(x);

    public Tensor Loss(Tensor y, [Shape("N", 2, 4)] Tensor target) => y.MeanSquared(target);
}

[Model]
[Sgd(LearningRate = 0.1, Momentum = 0.9)]
public partial class Conv1dModel
{
    private readonly Conv1d layer = new(2, 3, 3, stride: 2, padding: 1);

    public Tensor Forward([Shape("N", 2, 7)] Tensor x) => layer.Forward(x);

    public Tensor Loss(Tensor y, [Shape("N", 3, 4)] Tensor target) => y.MeanSquared(target);
}

[Model]
[Sgd(LearningRate = 0.1, Momentum = 0.9)]
public partial class Conv2dModel
{
    private readonly Conv2d layer = new(4, 6, 3, stride: 2, padding: 1, dilation: 2, groups: 2);

    public Tensor Forward([Shape("N", 4, 7, 8)] Tensor x) => layer.Forward(x);

    public Tensor Loss(Tensor y, [Shape("N", 6, 3, 3)] Tensor target) => y.MeanSquared(target);
}

[Model]
[Sgd(LearningRate = 0.1, Momentum = 0.9)]
public partial class ConvTranspose2dModel
{
    private readonly ConvTranspose2d layer = new(4, 6, 3, stride: 2, padding: 1, outputPadding: 1, groups: 2);

    public Tensor Forward([Shape("N", 4, 3, 4)] Tensor x) => layer.Forward(x);

    public Tensor Loss(Tensor y, [Shape("N", 6, 6, 8)] Tensor target) => y.MeanSquared(target);
}

[Model]
[Sgd(LearningRate = 0.1, Momentum = 0.9)]
public partial class MaxPool2dModel
{
    private readonly MaxPool2d layer = new(3, stride: 2, padding: 1);

    [Parameter(1, Initializer = Initializer.Constant, First = 1)]
    private readonly Tensor scale;

    public Tensor Forward([Shape("N", 2, 7, 6)] Tensor x) => layer.Forward(x * scale);

    public Tensor Loss(Tensor y, [Shape("N", 2, 4, 3)] Tensor target) => y.MeanSquared(target);
}

[Model]
[Sgd(LearningRate = 0.1, Momentum = 0.9)]
public partial class AvgPool2dModel
{
    private readonly AvgPool2d layer = new(3, stride: 2, padding: 1);

    [Parameter(1, Initializer = Initializer.Constant, First = 1)]
    private readonly Tensor scale;

    public Tensor Forward([Shape("N", 2, 7, 6)] Tensor x) => layer.Forward(x * scale);

    public Tensor Loss(Tensor y, [Shape("N", 2, 4, 3)] Tensor target) => y.MeanSquared(target);
}

[Model]
[Sgd(LearningRate = 0.1, Momentum = 0.9)]
public partial class AdaptiveAvgPool2dModel
{
    private readonly AdaptiveAvgPool2d layer = new(3, 2);

    [Parameter(1, Initializer = Initializer.Constant, First = 1)]
    private readonly Tensor scale;

    public Tensor Forward([Shape("N", 2, 7, 6)] Tensor x) => layer.Forward(x * scale);

    public Tensor Loss(Tensor y, [Shape("N", 2, 3, 2)] Tensor target) => y.MeanSquared(target);
}

[Model]
[Sgd(LearningRate = 0.1, Momentum = 0.9)]
public partial class BatchNorm1dModel
{
    private readonly BatchNorm1d layer = new(3);

    public Tensor Forward([Shape("N", 3)] Tensor x) => layer.Forward(x);

    public Tensor Loss(Tensor y, [Shape("N", 3)] Tensor target) => y.MeanSquared(target);
}

[Model]
[Sgd(LearningRate = 0.1, Momentum = 0.9)]
public partial class BatchNorm2dModel
{
    private readonly BatchNorm2d layer = new(3, epsilon: 1e-3, momentum: 0.2);

    public Tensor Forward([Shape("N", 3, 5, 3)] Tensor x) => layer.Forward(x);

    public Tensor Loss(Tensor y, [Shape("N", 3, 5, 3)] Tensor target) => y.MeanSquared(target);
}

[Model]
[Sgd(LearningRate = 0.1, Momentum = 0.9)]
public partial class LayerNormModel
{
    private readonly LayerNorm layer = new(5);

    public Tensor Forward([Shape("N", 3, 5)] Tensor x) => layer.Forward(x);

    public Tensor Loss(Tensor y, [Shape("N", 3, 5)] Tensor target) => y.MeanSquared(target);
}

[Model]
[Sgd(LearningRate = 0.1, Momentum = 0.9)]
public partial class RmsNormModel
{
    private readonly RmsNorm layer = new(5);

    public Tensor Forward([Shape("N", 3, 5)] Tensor x) => layer.Forward(x);

    public Tensor Loss(Tensor y, [Shape("N", 3, 5)] Tensor target) => y.MeanSquared(target);
}

[Model]
[Sgd(LearningRate = 0.1, Momentum = 0.9)]
public partial class GroupNormModel
{
    private readonly GroupNorm layer = new(2, 6);

    public Tensor Forward([Shape("N", 6, 3, 2)] Tensor x) => layer.Forward(x);

    public Tensor Loss(Tensor y, [Shape("N", 6, 3, 2)] Tensor target) => y.MeanSquared(target);
}

[Model]
[Sgd(LearningRate = 0.1, Momentum = 0.9)]
public partial class RnnModel
{
    private readonly Rnn layer = new(3, 4);

    public Tensor Forward([Shape("N", 7, 3)] Tensor x)
    {
        var (output, hidden) = layer.Forward(x);
        return Tensor.Concat(1, output, hidden.Reshape("N", 1, 4));
    }

    public Tensor Loss(Tensor y, [Shape("N", 8, 4)] Tensor target) => y.MeanSquared(target);
}

[Model]
[Sgd(LearningRate = 0.1, Momentum = 0.9)]
public partial class ReluRnnModel
{
    private readonly Rnn layer = new(3, 4, relu: true);

    public Tensor Forward([Shape("N", 7, 3)] Tensor x)
    {
        var (output, hidden) = layer.Forward(x);
        return Tensor.Concat(1, output, hidden.Reshape("N", 1, 4));
    }

    public Tensor Loss(Tensor y, [Shape("N", 8, 4)] Tensor target) => y.MeanSquared(target);
}

[Model]
[Sgd(LearningRate = 0.1, Momentum = 0.9)]
public partial class GruModel
{
    private readonly Gru layer = new(3, 4);

    public Tensor Forward([Shape("N", 7, 3)] Tensor x)
    {
        var (output, hidden) = layer.Forward(x);
        return Tensor.Concat(1, output, hidden.Reshape("N", 1, 4));
    }

    public Tensor Loss(Tensor y, [Shape("N", 8, 4)] Tensor target) => y.MeanSquared(target);
}

[Model]
[Sgd(LearningRate = 0.1, Momentum = 0.9)]
public partial class LstmModel
{
    private readonly Lstm layer = new(3, 4);

    public Tensor Forward([Shape("N", 7, 3)] Tensor x)
    {
        var (output, hidden, cell) = layer.Forward(x);
        return Tensor.Concat(1, output, hidden.Reshape("N", 1, 4), cell.Reshape("N", 1, 4));
    }

    public Tensor Loss(Tensor y, [Shape("N", 9, 4)] Tensor target) => y.MeanSquared(target);
}

[Model]
[Sgd(LearningRate = 0.1, Momentum = 0.9)]
public partial class RnnCellModel
{
    private readonly RnnCell layer = new(3, 4);

    public Tensor Forward([Shape("N", 3)] Tensor x, [Shape("N", 4)] Tensor start) => layer.Forward(x, layer.Forward(x, start));

    public Tensor Loss(Tensor y, [Shape("N", 4)] Tensor target) => y.MeanSquared(target);
}

[Model]
[Sgd(LearningRate = 0.1, Momentum = 0.9)]
public partial class GruCellModel
{
    private readonly GruCell layer = new(3, 4);

    public Tensor Forward([Shape("N", 3)] Tensor x, [Shape("N", 4)] Tensor start) => layer.Forward(x, layer.Forward(x, start));

    public Tensor Loss(Tensor y, [Shape("N", 4)] Tensor target) => y.MeanSquared(target);
}

[Model]
[Sgd(LearningRate = 0.1, Momentum = 0.9)]
public partial class LstmCellModel
{
    private readonly LstmCell layer = new(3, 4);

    public Tensor Forward([Shape("N", 3)] Tensor x, [Shape("N", 4)] Tensor start)
    {
        var (hidden, cell) = layer.Forward(x, start, start);
        (hidden, cell) = layer.Forward(x, hidden, cell);
        return hidden + cell;
    }

    public Tensor Loss(Tensor y, [Shape("N", 4)] Tensor target) => y.MeanSquared(target);
}

[Model]
[Sgd(LearningRate = 0.1, Momentum = 0.9)]
public partial class AttentionModel
{
    private readonly MultiHeadAttention layer = new(6, 2);

    public Tensor Forward([Shape("N", 5, 6)] Tensor x) => layer.Forward(x, x, x);

    public Tensor Loss(Tensor y, [Shape("N", 5, 6)] Tensor target) => y.MeanSquared(target);
}

[Model]
[Sgd(LearningRate = 0.1, Momentum = 0.9)]
public partial class CausalAttentionModel
{
    private readonly MultiHeadAttention layer = new(6, 3, causal: true);

    public Tensor Forward([Shape("N", "T", 6)] Tensor x) => layer.Forward(x, x, x);

    public Tensor Loss(Tensor y, [Shape("N", "T", 6)] Tensor target) => y.MeanSquared(target);
}

[Model]
[Sgd(LearningRate = 0.1, Momentum = 0.9)]
public partial class CrossAttentionModel
{
    private readonly MultiHeadAttention layer = new(6, 1);

    public Tensor Forward([Shape("N", 5, 6)] Tensor x) => layer.Forward(x.Slice(1, 0, 2), x.Slice(1, 1, 5), x.Slice(1, 1, 5));

    public Tensor Loss(Tensor y, [Shape("N", 2, 6)] Tensor target) => y.MeanSquared(target);
}
