using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;
using Tensor = TorchSharp.torch.Tensor;

namespace Benchmarks.Cases;

/// <summary>Nets of layers on vectors.</summary>
internal static class MlpCases
{
    public static IEnumerable<Case> All()
    {
        yield return new("tiny-mlp", 50, TinySide, () => Torch([16, 32, 4], 8, "", Adam), IsQuick: true);
        yield return new("lecture", 4, LectureSide, () => Torch([1000, 100, 10], 64, "", Adam), IsQuick: true);
        yield return new("mlp-adam", 1.3, AdamSide, () => Torch([784, 512, 512, 10], 128, "net.", Adam), IsQuick: true);
        yield return new("mlp-sgd", 1.3, SgdSide, () => Torch([784, 512, 512, 10], 128, "net.", Sgd));
        yield return new("mlp-wide", 1.1, WideSide, () => Torch([1024, 2048, 2048, 10], 256, "net.", Sgd));
        yield return new("mlp-one", 1, threads => AdamSide(threads, 1), () => Torch([784, 512, 512, 10], 1, "net.", Adam));
    }

    private static Side TinySide(int threads)
    {
        var model = TinyMlp.Create(ModelGen.Device.CpuWith(threads), seed: 1);
        var (x, labels, y) = (Case.Draw(1, 8 * 16), Case.Labels(8, 4), new float[8 * 4]);
        return Side.Of(model.Parameters, () => model.TrainStep(x, labels), () => model.Predict(x, y), model);
    }

    private static Side LectureSide(int threads)
    {
        var model = LectureMlp.Create(ModelGen.Device.CpuWith(threads), seed: 1);
        var (x, labels, y) = (Case.Draw(1, 64 * 1000), Case.Labels(64, 10), new float[64 * 10]);
        return Side.Of(model.Parameters, () => model.TrainStep(x, labels), () => model.Predict(x, y), model);
    }

    private static Side AdamSide(int threads) => AdamSide(threads, 128);

    private static Side AdamSide(int threads, int batch)
    {
        var model = MlpByAdam.Create(ModelGen.Device.CpuWith(threads), seed: 1);
        var (x, labels, y) = (Case.Draw(1, batch * 784), Case.Labels(batch, 10), new float[batch * 10]);
        return Side.Of(model.Parameters, () => model.TrainStep(x, labels), () => model.Predict(x, y), model);
    }

    private static Side SgdSide(int threads)
    {
        var model = MlpBySgd.Create(ModelGen.Device.CpuWith(threads), seed: 1);
        var (x, labels, y) = (Case.Draw(1, 128 * 784), Case.Labels(128, 10), new float[128 * 10]);
        return Side.Of(model.Parameters, () => model.TrainStep(x, labels), () => model.Predict(x, y), model);
    }

    private static Side WideSide(int threads)
    {
        var model = WideMlp.Create(ModelGen.Device.CpuWith(threads), seed: 1);
        var (x, labels, y) = (Case.Draw(1, 256 * 1024), Case.Labels(256, 10), new float[256 * 10]);
        return Side.Of(model.Parameters, () => model.TrainStep(x, labels), () => model.Predict(x, y), model);
    }

    private static Side Torch(int[] sizes, int batch, string prefix, Func<IEnumerable<Parameter>, optim.Optimizer> make)
        => TorchSide.Of(new Mlp(sizes, prefix), tensor(Case.Draw(1, batch * sizes[0]), [batch, sizes[0]]), tensor(Array.ConvertAll(Case.Labels(batch, sizes[^1]), label => (long)label)), (x, y) => functional.cross_entropy(x, y), make);

    private static optim.Optimizer Adam(IEnumerable<Parameter> parameters) => optim.Adam(parameters, lr: 1e-3);

    private static optim.Optimizer Sgd(IEnumerable<Parameter> parameters) => optim.SGD(parameters, learningRate: 1e-2);

    /// <summary>Layers with rectifiers between them, named as ModelGen's are.</summary>
    private sealed class Mlp : Module<Tensor, Tensor>
    {
        private readonly List<TorchSharp.Modules.Linear> _layers = [];

        public Mlp(int[] sizes, string prefix)
            : base("mlp")
        {
            for (var number = 1; number < sizes.Length; number++)
            {
                var layer = Linear(sizes[number - 1], sizes[number]);
                _layers.Add(layer);
                register_module($"{prefix}fc{number}".Replace('.', '_'), layer);
            }
        }

        public override Tensor forward(Tensor input)
        {
            for (var number = 0; number < _layers.Count; number++) input = number < _layers.Count - 1 ? functional.relu(_layers[number].call(input)) : _layers[number].call(input);
            return input;
        }
    }
}
