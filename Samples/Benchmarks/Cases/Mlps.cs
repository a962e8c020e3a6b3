using ModelGen;

namespace Benchmarks.Cases;

[Model]
[Adam(LearningRate = 1e-3)]
public partial class TinyMlp
{
    private readonly Linear fc1 = new(16, 32);
    private readonly Linear fc2 = new(32, 4);

    public Tensor Forward([Shape("N", 16)] Tensor x) => fc2.Forward(fc1.Forward(x).Relu());

    public Tensor Loss(Tensor logits, [Shape("N")] IndexTensor labels) => logits.CrossEntropy(labels);
}

[Model]
[Adam(LearningRate = 1e-3)]
public partial class LectureMlp
{
    private readonly Linear fc1 = new(1000, 100);
    private readonly Linear fc2 = new(100, 10);

    public Tensor Forward([Shape("N", 1000)] Tensor x) => fc2.Forward(fc1.Forward(x).Relu());

    public Tensor Loss(Tensor logits, [Shape("N")] IndexTensor labels) => logits.CrossEntropy(labels);
}

[Module]
public partial class ThreeLayers(int features, int hidden) : IModule
{
    private readonly Linear fc1 = new(features, hidden);
    private readonly Linear fc2 = new(hidden, hidden);
    private readonly Linear fc3 = new(hidden, 10);

    public Tensor Forward([Shape("N", "features")] Tensor input) => fc3.Forward(fc2.Forward(fc1.Forward(input).Relu()).Relu());
}

[Model]
[Adam(LearningRate = 1e-3)]
public partial class MlpByAdam
{
    private readonly ThreeLayers net = new(784, 512);

    public Tensor Forward([Shape("N", 784)] Tensor x) => net.Forward(x);

    public Tensor Loss(Tensor logits, [Shape("N")] IndexTensor labels) => logits.CrossEntropy(labels);
}

[Model]
[Sgd(LearningRate = 1e-2)]
public partial class MlpBySgd
{
    private readonly ThreeLayers net = new(784, 512);

    public Tensor Forward([Shape("N", 784)] Tensor x) => net.Forward(x);

    public Tensor Loss(Tensor logits, [Shape("N")] IndexTensor labels) => logits.CrossEntropy(labels);
}

[Model]
[Sgd(LearningRate = 1e-2)]
public partial class WideMlp
{
    private readonly ThreeLayers net = new(1024, 2048);

    public Tensor Forward([Shape("N", 1024)] Tensor x) => net.Forward(x);

    public Tensor Loss(Tensor logits, [Shape("N")] IndexTensor labels) => logits.CrossEntropy(labels);
}
