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
        yield return new("tiny-mlp", 8, TinySide, batch => Torch([16, 32, 4], batch, "", Adam)) { Target = 50, IsQuick = true };
        yield return new("lecture", 64, LectureSide, batch => Torch([1000, 100, 10], batch, "", Adam)) { Target = 4, IsQuick = true };
        yield return new("mlp-adam", 128, AdamSide, batch => Torch([784, 512, 512, 10], batch, "net.", Adam)) { Target = 1.3,
            IsQuick = true, Grows = true };
        yield return new("mlp-sgd", 128, SgdSide, batch => Torch([784, 512, 512, 10], batch, "net.", Sgd)) { Target = 1.3 };
        yield return new("mlp-wide", 256, WideSide, batch => Torch([1024, 2048, 2048, 10], batch, "net.", Sgd)) { Target = 1.1 };
        yield return new("mlp-one", 1, AdamSide, batch => Torch([784, 512, 512, 10], batch, "net.", Adam)) { InferenceTarget = 5 };
    }

    private static Side TinySide(int threads, int batch)
    {
        var model = TinyMlp.Create(ModelGen.Device.CpuWith(threads), seed: 1);
        var (x, labels, y) = (Case.Draw(1, batch * 16), Case.Labels(batch, 4), new float[batch * 4]);
        return Side.Of(model, model.Parameters, () => model.TrainStep(x, labels), () => model.Predict(x, y),
            profile => model.Profile = profile);
    }

    private static Side LectureSide(int threads, int batch)
    {
        var model = LectureMlp.Create(ModelGen.Device.CpuWith(threads), seed: 1);
        var (x, labels, y) = (Case.Draw(1, batch * 1000), Case.Labels(batch, 10), new float[batch * 10]);
        return Side.Of(model, model.Parameters, () => model.TrainStep(x, labels), () => model.Predict(x, y),
            profile => model.Profile = profile);
    }

    private static Side AdamSide(int threads, int batch)
    {
        var model = MlpByAdam.Create(ModelGen.Device.CpuWith(threads), seed: 1);
        var (x, labels, y) = (Case.Draw(1, batch * 784), Case.Labels(batch, 10), new float[batch * 10]);
        return Side.Of(model, model.Parameters, () => model.TrainStep(x, labels), () => model.Predict(x, y),
            profile => model.Profile = profile);
    }

    private static Side SgdSide(int threads, int batch)
    {
        var model = MlpBySgd.Create(ModelGen.Device.CpuWith(threads), seed: 1);
        var (x, labels, y) = (Case.Draw(1, batch * 784), Case.Labels(batch, 10), new float[batch * 10]);
        return Side.Of(model, model.Parameters, () => model.TrainStep(x, labels), () => model.Predict(x, y),
            profile => model.Profile = profile);
    }

    private static Side WideSide(int threads, int batch)
    {
        var model = WideMlp.Create(ModelGen.Device.CpuWith(threads), seed: 1);
        var (x, labels, y) = (Case.Draw(1, batch * 1024), Case.Labels(batch, 10), new float[batch * 10]);
        return Side.Of(model, model.Parameters, () => model.TrainStep(x, labels), () => model.Predict(x, y),
            profile => model.Profile = profile);
    }

    private static Side Torch(int[] sizes, int batch, string prefix, Func<IEnumerable<Parameter>, optim.Optimizer> make)
        => TorchSide.Of(new Mlp(sizes, prefix), tensor(Case.Draw(1, batch * sizes[0]), [batch, sizes[0]]),
            tensor(Array.ConvertAll(Case.Labels(batch, sizes[^1]), label => (long)label)), (x, y) => functional.cross_entropy(x, y), make);

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
            for (var number = 0; number < _layers.Count; number++)
                input = number < _layers.Count - 1 ? functional.relu(_layers[number].call(input)) : _layers[number].call(input);
            return input;
        }
    }
}
