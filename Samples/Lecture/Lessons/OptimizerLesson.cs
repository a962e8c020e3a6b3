using ModelGen;

namespace Lecture.Lessons;

/// <summary>The net of the lesson before, as a module, so that four models share it.</summary>
[Module]
public partial class TwoWeights
{
    [Parameter(1000, 100)]
    private readonly Tensor w1;

    [Parameter(100, 1000)]
    private readonly Tensor w2;

    public Tensor Forward([Shape("N", 1000)] Tensor x) => x.MatMul(w1).Maximum(0).MatMul(w2);

    public static Tensor Distance(Tensor prediction, Tensor y) => (prediction - y).Square().Sum(1).Mean();
}

[Model]
[Sgd(LearningRate = 1e-3, Momentum = 0.9)]
public partial class BySgd
{
    private readonly TwoWeights net = new();

    public Tensor Forward([Shape("N", 1000)] Tensor x) => net.Forward(x);

    public Tensor Loss(Tensor prediction, [Shape("N", 1000)] Tensor y) => TwoWeights.Distance(prediction, y);
}

[Model]
[Adam(LearningRate = 1e-3)]
public partial class ByAdam
{
    private readonly TwoWeights net = new();

    public Tensor Forward([Shape("N", 1000)] Tensor x) => net.Forward(x);

    public Tensor Loss(Tensor prediction, [Shape("N", 1000)] Tensor y) => TwoWeights.Distance(prediction, y);
}

[Model]
[RmsProp(LearningRate = 1e-4)]
public partial class ByRmsProp
{
    private readonly TwoWeights net = new();

    public Tensor Forward([Shape("N", 1000)] Tensor x) => net.Forward(x);

    public Tensor Loss(Tensor prediction, [Shape("N", 1000)] Tensor y) => TwoWeights.Distance(prediction, y);
}

[Model]
[Adagrad(LearningRate = 1e-3)]
public partial class ByAdagrad
{
    private readonly TwoWeights net = new();

    public Tensor Forward([Shape("N", 1000)] Tensor x) => net.Forward(x);

    public Tensor Loss(Tensor prediction, [Shape("N", 1000)] Tensor y) => TwoWeights.Distance(prediction, y);
}

/// <summary>
/// In TensorFlow 1 the update was a node that the session had to be asked for, and forgetting its group meant that nothing was learnt. Here
/// the optimizer is an attribute of the model, and TrainStep is the update.
/// </summary>
internal static class OptimizerLesson
{
    public static void Run(Report report)
    {
        float[] x = Sizes.X(), y = Sizes.Y();
        using var sgd = BySgd.Create();
        using var adam = ByAdam.Create();
        using var rmsProp = ByRmsProp.Create();
        using var adagrad = ByAdagrad.Create();
        Train("sgd", sgd.Parameters, () => sgd.TrainStep(x, y));
        Train("adam", adam.Parameters, () => adam.TrainStep(x, y));
        Train("rms_prop", rmsProp.Parameters, () => rmsProp.TrainStep(x, y));
        Train("adagrad", adagrad.Parameters, () => adagrad.TrainStep(x, y));

        void Train(string name, ParameterCollection parameters, Func<float> step)
        {
            Sizes.StartWeights(parameters);
            report.Losses(name, [.. Enumerable.Range(0, 50).Select(_ => step())]);
        }
    }
}
