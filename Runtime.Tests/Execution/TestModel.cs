using ModelGen.Runtime;

namespace ModelGen.Tests.Execution;

/// <summary>
/// A model as the generator would emit it, with the mean of x as its loss: x is [N, 3] and the parameters are a weight of [2, 3] and a bias
/// of [2]. A step adds the learning rate to each element of the weight.
/// </summary>
internal sealed class TestModel : IDisposable
{
    private readonly TestExecutor _executor;

    private TestModel(ModelExecutor executor) => _executor = (TestExecutor)executor;

    public ParameterCollection Parameters => _executor.Parameters;

    public TestExecutor Executor => _executor;

    public static TestModel Create(long seed = 1, Precision precision = Precision.Single, double learningRate = 0.5, int threads = 1)
    {
        ParameterLayout[] parameters =
        [
            new("weight", [2, 3], 0, new(Initializer.FanInUniform), Precision: precision),
            new("bias", [2], 64, new(Initializer.Constant, 2), Precision: precision),
        ];
        ModelLayout layout = new("TestModel", precision, parameters, 128, Optimizers: [new("TrainStep", learningRate)]);
        ExecutorOptions options = new(layout, Device.CpuWith(threads), seed, []);
        return new(ModelFactory.Create(options, new ExecutorSource("Cpu", static options => new TestExecutor(options))));
    }

    public StepResult TrainStep(ReadOnlySpan<float> x) => Run(TestExecutor.TrainStep, x);

    public StepResult Evaluate(ReadOnlySpan<float> x) => Run(TestExecutor.Evaluate, x);

    public unsafe GradientSet Gradients(ReadOnlySpan<float> x)
    {
        var rows = Rows(x);
        using var call = _executor.Enter(TestExecutor.GradientsCall);
        fixed (float* pointer = x) _executor.Run(TestExecutor.GradientsCall, pointer, rows);
        _executor.Gradients.Set("x", 64, [rows, 3]);
        _executor.Gradients.Complete(0);
        return _executor.Gradients;
    }

    public void Dispose() => _executor.Dispose();

    private unsafe StepResult Run(ModelCall kind, ReadOnlySpan<float> x)
    {
        var rows = Rows(x);
        using var call = _executor.Enter(kind);
        fixed (float* pointer = x) _executor.Run(kind, pointer, rows);
        return _executor.Loss(0);
    }

    private static long Rows(ReadOnlySpan<float> x) => InputCheck.Solve("x", "[N, 3]", "N", x.Length, 3);
}
