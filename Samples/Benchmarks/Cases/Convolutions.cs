using ModelGen;

namespace Benchmarks.Cases;

[Model]
[Adam(LearningRate = 1e-3)]
public partial class LeNet
{
    private readonly Conv2d conv1 = new(1, 6, 5, padding: 2);
    private readonly Conv2d conv2 = new(6, 16, 5);
    private readonly MaxPool2d pool = new(2);
    private readonly Linear fc1 = new(400, 120);
    private readonly Linear fc2 = new(120, 84);
    private readonly Linear fc3 = new(84, 10);

    public Tensor Forward([Shape("N", 1, 28, 28)] Tensor x)
    {
        x = pool.Forward(conv1.Forward(x).Relu());
        x = pool.Forward(conv2.Forward(x).Relu());
        return fc3.Forward(fc2.Forward(fc1.Forward(x.Flatten()).Relu()).Relu());
    }

    public Tensor Loss(Tensor logits, [Shape("N")] IndexTensor labels) => logits.CrossEntropy(labels);
}

[Module]
public partial class ResidualBlock(int channels) : IModule
{
    private readonly Conv2d conv = new(channels, channels, 3, padding: 1);

    public Tensor Forward([Shape("N", "channels", "H", "W")] Tensor input) => (input + conv.Forward(input)).Relu();
}

[Model]
[Sgd(LearningRate = 1e-3)]
public partial class ResidualNet
{
    private readonly Conv2d stem = new(3, 32, 3, padding: 1);
    private readonly ResidualBlock[] blocks = [new(32), new(32), new(32), new(32), new(32), new(32), new(32), new(32)];
    private readonly Linear head = new(32, 10);

    public Tensor Forward([Shape("N", 3, 32, 32)] Tensor x)
    {
        x = stem.Forward(x).Relu();
        foreach (var block in blocks) x = block.Forward(x);
        return head.Forward(x.Mean([2, 3]));
    }

    public Tensor Loss(Tensor logits, [Shape("N")] IndexTensor labels) => logits.CrossEntropy(labels);
}
