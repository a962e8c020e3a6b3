using ModelGen.Runtime;

namespace ModelGen.Tests.Execution;

/// <summary>The executor of <see cref="TestModel"/>: the loss lies at 0 of the arena, the gradient of x at 64.</summary>
internal sealed unsafe class TestExecutor(ExecutorOptions options) : CpuExecutor(options)
{
    public static readonly ModelCall TrainStep = new(0, "TrainStep", CallKind.TrainStep);

    public static readonly ModelCall Evaluate = new(1, "Evaluate", CallKind.Evaluate);

    public static readonly ModelCall GradientsCall = new(2, "Gradients", CallKind.Gradients);

    /// <summary>Runs in the midst of each call.</summary>
    public Action? During { get; set; }

    public long ArenaAddress => (long)Arena;

    public long PersistentAddress => (long)Persistent;

    public void Run(ModelCall call, float* x, long rows)
    {
        void** inputs = stackalloc void*[] { x };
        Run(call.Number, inputs, &rows);
    }

    /// <summary>The losses of a backend that keeps them on its device, by their tickets.</summary>
    public Func<long, double> LossAt { get; set; } = ticket => ticket / 2.0;

    public void Enlarge(long bytes) => EnsureArena(bytes);

    public void Enlarge(long bytes, double estimate) => EnsureArena(bytes, estimate);

    public double ReadArena(long offset)
    {
        double value;
        ReadBlock(MemoryBlock.Arena, offset, &value, sizeof(double));
        return value;
    }

    protected override double ReadLoss(long ticket) => LossAt(ticket);

    public override void Run(int call, void** inputs, long* symbols)
    {
        During?.Invoke();
        var x = (float*)inputs[0];
        var count = symbols[0] * 3;
        EnsureArena(64 + (count * sizeof(double)));
        double loss = 0;
        for (var index = 0; index < count; index++) loss += x[index] / count;
        Put(Arena, 0, loss);
        if (call == GradientsCall.Number)
        {
            for (var index = 0; index < count; index++) Put(Arena + 64, index, 1.0 / count);
        }

        if (call != TrainStep.Number) return;
        CountStep();
        for (var index = 0; index < 6; index++) Put(Persistent, index, Get(Persistent, index) + LearningRate);
    }

    private void Put(byte* place, int index, double value)
    {
        if (Layout.Precision == Precision.Double) ((double*)place)[index] = value;
        else ((float*)place)[index] = (float)value;
    }

    private double Get(byte* place, int index) => Layout.Precision == Precision.Double ? ((double*)place)[index] : ((float*)place)[index];
}
