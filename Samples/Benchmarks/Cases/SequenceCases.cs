using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace Benchmarks.Cases;

/// <summary>Nets on sequences.</summary>
internal static class SequenceCases
{
    private const int Turns = 50, Context = 64, Words = 65, Width = 128, Heads = 4;

    public static IEnumerable<Case> All()
    {
        yield return new("lstm", 32, LstmSide, TorchLstmSide) { Target = 2 };
        yield return new("transformer", 12, TransformerSide, TorchTransformerSide) { Target = 1.5 };
        yield return new("gpt-clip", 12, ClippedSide, TorchClippedSide) { Target = 1.3 };
    }

    private static Side LstmSide(int threads, int batch)
    {
        var model = LstmNet.Create(ModelGen.Device.CpuWith(threads), seed: 1);
        var (x, labels, y) = (Case.Draw(1, batch * Turns * Width), Case.Labels(batch, 10), new float[batch * 10]);
        return Side.Of(model, model.Parameters, () => model.TrainStep(x, labels), () => model.Predict(x, y),
            profile => model.Profile = profile);
    }

    private static Side TorchLstmSide(int batch)
        => TorchSide.Of(new TorchLstm(), tensor(Case.Draw(1, batch * Turns * Width), [batch, Turns, Width]), Labels(batch, 10),
            (x, y) => functional.cross_entropy(x, y), parameters => optim.Adam(parameters, lr: 1e-3));

    private static Side TransformerSide(int threads, int batch)
    {
        var model = Transformer.Create(ModelGen.Device.CpuWith(threads), seed: 1);
        int[] x = Case.Labels(batch * Context, Words), labels = [x[^1], .. x[..^1]];
        var y = new float[batch * Context * Words];
        return Side.Of(model, model.Parameters, () => model.TrainStep(x, labels), () => model.Predict(x, y),
            profile => model.Profile = profile);
    }

    private static Side TorchTransformerSide(int batch)
        => TorchSide.Of(
            new TorchTransformer(), Labels(batch * Context, Words).reshape(batch, Context), Labels(batch * Context, Words).roll(1),
            (x, y) => functional.cross_entropy(x.reshape(-1, Words), y), parameters => optim.AdamW(parameters, lr: 1e-3));

    /// <summary>The same net as a language model is trained: gradients are clipped, and matrices alone decay.</summary>
    private static Side ClippedSide(int threads, int batch)
    {
        var model = ClippedTransformer.Create(ModelGen.Device.CpuWith(threads), seed: 1);
        int[] x = Case.Labels(batch * Context, Words), labels = [x[^1], .. x[..^1]];
        var y = new float[batch * Context * Words];
        return Side.Of(model, model.Parameters, () => model.TrainStep(x, labels), () => model.Predict(x, y),
            profile => model.Profile = profile);
    }

    private static Side TorchClippedSide(int batch)
    {
        var net = new TorchTransformer();
        return TorchSide.Of(
            net, Labels(batch * Context, Words).reshape(batch, Context), Labels(batch * Context, Words).roll(1),
            (x, y) => functional.cross_entropy(x.reshape(-1, Words), y), _ => Grouped(net), largestNorm: 1);
    }

    private static optim.Optimizer Grouped(Module net)
    {
        var matrices = net.parameters().Where(parameter => parameter.dim() > 1);
        var others = net.parameters().Where(parameter => parameter.dim() <= 1);
        return optim.AdamW([new AdamW.ParamGroup(matrices, lr: 1e-3, weight_decay: 0.1), new AdamW.ParamGroup(others, lr: 1e-3)], lr: 1e-3);
    }

    private static Tensor Labels(int count, int classes) => tensor(Array.ConvertAll(Case.Labels(count, classes), label => (long)label));

    private sealed class TorchLstm : Module<Tensor, Tensor>
    {
        private readonly LSTM lstm = LSTM(128, 128, batchFirst: true);
        private readonly Linear head = Linear(128, 10);

        public TorchLstm()
            : base("lstm") => RegisterComponents();

        public override Tensor forward(Tensor x)
        {
            var (_, hidden, _) = lstm.call(x);
            return head.call(hidden[0]);
        }
    }

    private sealed class TorchBlock : Module<Tensor, Tensor>
    {
        private readonly LayerNorm norm1 = LayerNorm(Width);
        private readonly Parameter in_proj_weight = Parameter(rand(3 * Width, Width));
        private readonly Parameter in_proj_bias = Parameter(zeros(3 * Width));
        private readonly Linear out_proj = Linear(Width, Width);
        private readonly LayerNorm norm2 = LayerNorm(Width);
        private readonly Linear fc1 = Linear(Width, 4 * Width);
        private readonly Linear fc2 = Linear(4 * Width, Width);

        public TorchBlock()
            : base("block")
        {
            register_module("norm1", norm1);
            register_parameter("attention_in_proj_weight", in_proj_weight);
            register_parameter("attention_in_proj_bias", in_proj_bias);
            register_module("attention_out_proj", out_proj);
            register_module("norm2", norm2);
            register_module("fc1", fc1);
            register_module("fc2", fc2);
        }

        public override Tensor forward(Tensor x)
        {
            var parts = functional.linear(norm1.call(x), in_proj_weight, in_proj_bias).chunk(3, -1)
                .Select(part => part.reshape(-1, Context, Heads, Width / Heads).transpose(1, 2)).ToArray();
            var seen = functional.scaled_dot_product_attention(parts[0], parts[1], parts[2], is_casual: true);
            x = x + out_proj.call(seen.transpose(1, 2).reshape(-1, Context, Width));
            return x + fc2.call(functional.gelu(fc1.call(norm2.call(x))));
        }
    }

    private sealed class TorchTransformer : Module<Tensor, Tensor>
    {
        private readonly TorchSharp.Modules.Embedding tokens = Embedding(Words, Width);
        private readonly Parameter places = Parameter(rand(Context, Width));
        private readonly List<TorchBlock> blocks = [new(), new(), new(), new()];
        private readonly LayerNorm norm = LayerNorm(Width);
        private readonly Linear head = Linear(Width, Words);

        public TorchTransformer()
            : base("transformer")
        {
            register_module("tokens", tokens);
            register_parameter("places", places);
            for (var number = 0; number < blocks.Count; number++) register_module($"blocks_{number}", blocks[number]);
            register_module("norm", norm);
            register_module("head", head);
        }

        public override Tensor forward(Tensor x)
        {
            var state = tokens.call(x) + places;
            foreach (var block in blocks) state = block.call(state);
            return head.call(norm.call(state));
        }
    }
}
