using static TorchSharp.torch;

namespace Benchmarks;

/// <summary>The side of a TorchSharp module, written as its own tutorials write training.</summary>
internal static class TorchSide
{
    /// <param name="net">The net.</param>
    /// <param name="input">A batch.</param>
    /// <param name="target">What Loss takes beside the net's result.</param>
    /// <param name="loss">The loss.</param>
    /// <param name="make">Makes the optimizer of the net's parameters.</param>
    /// <param name="largestNorm">The norm that all gradients together are clipped to; null where they are not.</param>
    public static Side Of(nn.Module<Tensor, Tensor> net, Tensor input, Tensor target, Func<Tensor, Tensor, Tensor> loss,
        Func<IEnumerable<TorchSharp.Modules.Parameter>, optim.Optimizer> make, double? largestNorm = null)
    {
        var optimizer = make(net.parameters());
        var parameters = net.named_parameters().ToDictionary(item => item.name, item => item.parameter);
        return new([.. parameters.Keys], name => parameters[name].detach().data<float>().ToArray(), Write, Step, Predict, End);

        void Write(string name, float[] values)
        {
            using var scope = NewDisposeScope();
            using var quiet = no_grad();
            parameters[name].copy_(tensor(values, parameters[name].shape));
        }

        float Step()
        {
            using var scope = NewDisposeScope();
            net.train();
            optimizer.zero_grad();
            var value = loss(net.call(input), target);
            value.backward();
            if (largestNorm is { } norm) nn.utils.clip_grad_norm_(net.parameters(), norm);
            optimizer.step();
            return value.item<float>();
        }

        void Predict()
        {
            using var scope = NewDisposeScope();
            using var quiet = inference_mode();
            net.eval();
            _ = net.call(input);
        }

        void End()
        {
            optimizer.Dispose();
            net.Dispose();
        }
    }
}
