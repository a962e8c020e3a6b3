using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace Benchmarks.Cases;

/// <summary>Nets on images.</summary>
internal static class ConvolutionCases
{
    public static IEnumerable<Case> All()
    {
        yield return new("lenet", 64, LeNetSide, TorchLeNet) { Target = 2, IsQuick = true, Grows = true };
        yield return new("lenet-one", 1, LeNetSide, TorchLeNet) { InferenceTarget = 5 };
        yield return new("residual", 32, ResidualSide, TorchResidualSide) { Target = 1.2 };
    }

    private static Side LeNetSide(int threads, int batch)
    {
        var model = LeNet.Create(ModelGen.Device.CpuWith(threads), seed: 1);
        var (x, labels, y) = (Case.Draw(1, batch * 784), Case.Labels(batch, 10), new float[batch * 10]);
        return Side.Of(model, model.Parameters, () => model.TrainStep(x, labels), () => model.Predict(x, y),
            profile => model.Profile = profile);
    }

    private static Side ResidualSide(int threads, int batch)
    {
        var model = ResidualNet.Create(ModelGen.Device.CpuWith(threads), seed: 1);
        var (x, labels, y) = (Case.Draw(1, batch * 3 * 1024), Case.Labels(batch, 10), new float[batch * 10]);
        return Side.Of(model, model.Parameters, () => model.TrainStep(x, labels), () => model.Predict(x, y),
            profile => model.Profile = profile);
    }

    private static Side TorchLeNet(int batch)
        => TorchSide.Of(new TorchLeNetNet(), tensor(Case.Draw(1, batch * 784), [batch, 1, 28, 28]), Labels(batch), CrossEntropy,
            parameters => optim.Adam(parameters, lr: 1e-3));

    private static Side TorchResidualSide(int batch)
        => TorchSide.Of(new TorchResidual(), tensor(Case.Draw(1, batch * 3 * 1024), [batch, 3, 32, 32]), Labels(batch), CrossEntropy,
            parameters => optim.SGD(parameters, learningRate: 1e-3));

    private static Tensor Labels(int batch) => tensor(Array.ConvertAll(Case.Labels(batch, 10), label => (long)label));

    private static Tensor CrossEntropy(Tensor x, Tensor y) => functional.cross_entropy(x, y);

    private sealed class TorchLeNetNet : Module<Tensor, Tensor>
    {
        private readonly Conv2d conv1 = Conv2d(1, 6, 5, padding: 2);
        private readonly Conv2d conv2 = Conv2d(6, 16, 5);
        private readonly Linear fc1 = Linear(400, 120);
        private readonly Linear fc2 = Linear(120, 84);
        private readonly Linear fc3 = Linear(84, 10);

        public TorchLeNetNet()
            : base("lenet") => RegisterComponents();

        public override Tensor forward(Tensor x)
        {
            x = functional.max_pool2d(functional.relu(conv1.call(x)), 2);
            x = functional.max_pool2d(functional.relu(conv2.call(x)), 2);
            return fc3.call(functional.relu(fc2.call(functional.relu(fc1.call(x.flatten(1))))));
        }
    }

    private sealed class TorchResidual : Module<Tensor, Tensor>
    {
        private readonly Conv2d stem = Conv2d(3, 32, 3, padding: 1);
        private readonly List<Conv2d> convolutions = [];
        private readonly Linear head = Linear(32, 10);

        public TorchResidual()
            : base("residual")
        {
            RegisterComponents();
            for (var number = 0; number < 8; number++)
            {
                convolutions.Add(Conv2d(32, 32, 3, padding: 1));
                register_module($"blocks_{number}_conv", convolutions[number]);
            }
        }

        public override Tensor forward(Tensor x)
        {
            x = functional.relu(stem.call(x));
            foreach (var convolution in convolutions) x = functional.relu(x + convolution.call(x));
            return head.call(x.mean([2, 3]));
        }
    }
}
