#pragma warning disable SA1402 // The net of Generator.Tests/References/make_steps.py, with other transformations each time.
namespace ModelGen.Tests.Models.Steps;

/// <summary>muon: matrices go along orthogonal ones, the rest as Adam has it.</summary>
[Model(Precision = Precision.Double)]
[Sgd(LearningRate = 0.02, WeightDecay = 0.1), ParameterGroup("*.bias", WeightDecay = 0), Accumulate]
public partial class MuonNet
{
    private readonly Linear hidden = new(7, 5);
    private readonly Linear output = new(5, 3);

    public Tensor Forward([Shape("N", 7)] Tensor x) => output.Forward(hidden.Forward(x).Tanh());

    public Tensor Loss(Tensor y, [Shape("N", 3)] Tensor target) => y.MeanSquared(target);

    [GradientTransform("*.weight")]
    private static Tensor Orthogonalize(Tensor gradient, ref Tensor momentum)
    {
        momentum = 0.95f * momentum + 0.05f * gradient;
        var x = 0.05f * gradient + 0.95f * momentum;
        var (rows, columns) = (x.Size(0), x.Size(1));
        if (rows > columns) x = x.Transpose();
        x = x / ((x * x).Sum().Sqrt() + 1e-7f);
        for (var round = 0; round < 5; round++)
        {
            var a = x.MatMul(x.Transpose());
            x = 3.4445f * x + (-4.7750f * a + 2.0315f * a.MatMul(a)).MatMul(x);
        }

        if (rows <= columns) return x;
        return x.Transpose() * Math.Sqrt((double)rows / columns);
    }

    [GradientTransform("*.bias")]
    private static float Adapt(float gradient, ref float first, ref float second, ref float ofFirst, ref float ofSecond)
    {
        first = 0.9f * first + (1 - 0.9f) * gradient;
        second = 0.999f * second + (1 - 0.999f) * (gradient * gradient);
        ofFirst = 0.9f * ofFirst + (1 - 0.9f);
        ofSecond = 0.999f * ofSecond + (1 - 0.999f);
        return first / ofFirst / (MathF.Sqrt(second / ofSecond) + 1e-8f);
    }
}

/// <summary>The same in single precision.</summary>
[Model]
[Sgd(LearningRate = 0.02, WeightDecay = 0.1), ParameterGroup("*.bias", WeightDecay = 0), Accumulate]
public partial class MuonSingleNet
{
    private readonly Linear hidden = new(7, 5);
    private readonly Linear output = new(5, 3);

    public Tensor Forward([Shape("N", 7)] Tensor x) => output.Forward(hidden.Forward(x).Tanh());

    public Tensor Loss(Tensor y, [Shape("N", 3)] Tensor target) => y.MeanSquared(target);

    [GradientTransform("*.weight")]
    private static Tensor Orthogonalize(Tensor gradient, ref Tensor momentum)
    {
        momentum = 0.95f * momentum + 0.05f * gradient;
        var x = 0.05f * gradient + 0.95f * momentum;
        var (rows, columns) = (x.Size(0), x.Size(1));
        if (rows > columns) x = x.Transpose();
        x = x / ((x * x).Sum().Sqrt() + 1e-7f);
        for (var round = 0; round < 5; round++)
        {
            var a = x.MatMul(x.Transpose());
            x = 3.4445f * x + (-4.7750f * a + 2.0315f * a.MatMul(a)).MatMul(x);
        }

        if (rows <= columns) return x;
        return x.Transpose() * Math.Sqrt((double)rows / columns);
    }

    [GradientTransform("*.bias")]
    private static float Adapt(float gradient, ref float first, ref float second, ref float ofFirst, ref float ofSecond)
    {
        first = 0.9f * first + (1 - 0.9f) * gradient;
        second = 0.999f * second + (1 - 0.999f) * (gradient * gradient);
        ofFirst = 0.9f * ofFirst + (1 - 0.9f);
        ofSecond = 0.999f * ofSecond + (1 - 0.999f);
        return first / ofFirst / (MathF.Sqrt(second / ofSecond) + 1e-8f);
    }
}

/// <summary>Noise on clipped gradients.</summary>
[Model]
[Sgd(LearningRate = 1), ClipGradients(Norm = 1), Accumulate]
public partial class NoisyNet
{
    private readonly Linear hidden = new(7, 5);
    private readonly Linear output = new(5, 3);

    public Tensor Forward([Shape("N", 7)] Tensor x) => output.Forward(hidden.Forward(x).Tanh());

    public Tensor Loss(Tensor y, [Shape("N", 3)] Tensor target) => y.MeanSquared(target);

    [GradientTransform]
    private static Tensor Noisy(Tensor gradient) => gradient + 0.1f * gradient.NormalLike();
}
