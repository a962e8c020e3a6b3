using ModelGen.Generator.Tests.Backends;
using ModelGen.Gpu;

namespace ModelGen.Generator.Tests.Fuzz;

/// <summary>
/// No emitted kernel of a GPU has an index beyond the buffer that it indexes: random graphs in ILGPU's interpreter, which checks each, in a
/// process of its own, where the first that is beyond is a fault.
/// </summary>
public class CheckedIndexTests
{
    private const string Inside = "MODELGEN_CHECKED_INDICES";
    private const int Graphs = 5;

    private static readonly long[] Sizes = [1, 17];

    [Fact]
    public async Task KernelsIndexWithinTheirBuffers()
    {
        TestDevice.Present("emulator");
        await TestProcess.MustPass($"{nameof(CheckedIndexTests)}.{nameof(WithinBounds)}", Inside);
    }

    [Fact]
    public async Task AnIndexBeyondIsAFault()
    {
        TestDevice.Present("emulator");
        var (_, output) = await TestProcess.Run($"{nameof(CheckedIndexTests)}.{nameof(Beyond)}", Inside);
        Assert.True(output.Contains(TestProcess.Fault, StringComparison.Ordinal)
            && output.Contains("Index out of range", StringComparison.Ordinal), output);
    }

    [Fact]
    public void WithinBounds()
    {
        var device = Checked();
        var calls = new RandomCalls(EmittedBackend.SmallIlgpu, Graphs);
        var runs = 0;
        foreach (var (name, kind, bindings) in calls.At(Sizes))
        {
            calls.Programs.Run(name, kind, bindings, device);
            runs++;
        }

        Assert.True(runs > Graphs * Sizes.Length, $"only {runs} calls were run");
    }

    /// <summary>Writes behind the end of a view, where its buffer goes on.</summary>
    [Fact]
    public void Beyond()
    {
        var device = Checked();
        var context = IlgpuContext.Open((IlgpuDevice)device.Handle!);
        using var buffer = context.Accelerator.Allocate1D<float>(64);
        context.Load<Writing>(Write)(context.Accelerator.DefaultStream, new(1, 1), new(buffer.View.BaseView.SubView(0, 8), 8));
        context.Accelerator.DefaultStream.Synchronize();
    }

    private static void Write(Writing writing) => writing.Numbers[writing.Place] = 1;

    private static Device Checked()
    {
        Assert.SkipWhen(Environment.GetEnvironmentVariable(Inside) is null, "it runs in the process that the other test starts");
        AppContext.SetSwitch(IlgpuContext.CheckBounds, true);
        return TestDevice.Present("emulator");
    }

    public readonly struct Writing(ILGPU.ArrayView<float> numbers, int place)
    {
        public readonly ILGPU.ArrayView<float> Numbers = numbers;

        public readonly int Place = place;
    }
}
