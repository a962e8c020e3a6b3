using ModelGen.Generator.IR;
using ModelGen.Generator.Kernels;
using ModelGen.Generator.Tests.Passes;

namespace ModelGen.Generator.Tests.Backends;

/// <summary>Emitted GPU kernels mean what the graph means, on each device that is present.</summary>
public class IlgpuBackendTests
{
    private static readonly int[] Sizes = [1, 3, 7, 17, 64, 100];

    private static readonly OpPrograms Small = new(EmittedBackend.SmallIlgpu, ElementType.Float32, 1e-4);

    private static readonly OpPrograms Singles = new(EmittedBackend.Ilgpu, ElementType.Float32, 1e-4);

    private static readonly OpPrograms Doubles = new(EmittedBackend.Ilgpu, ElementType.Float64, 1e-12);

    public static TheoryData<string, string> Cases() => On(TestDevice.Gpus);

    // On the emulator IlgpuShapeTests has doubles in each kind of kernel, and KernelMathTests each function.
    public static TheoryData<string, string> FastCases() => On(TestDevice.FastGpus);

    [Theory]
    [MemberData(nameof(Cases))]
    public void FloatsAgree(string device, string name)
    {
        var present = TestDevice.Present(device);
        if (device == "emulator") Small.CompareFew(name, row => row.SmallBatch, present, ProgramKind.TrainStep);
        else Singles.Compare(name, Sizes, present);
    }

    [Theory]
    [MemberData(nameof(FastCases))]
    public void DoublesAgree(string device, string name)
        => Doubles.CompareFew(name, row => row.SlowBatch, TestDevice.Present(device), ProgramKind.Predict, ProgramKind.TrainStep);

    private static TheoryData<string, string> On(string[] devices)
    {
        var data = new TheoryData<string, string>();
        foreach (var device in devices)
        {
            foreach (var row in OpCase.All) data.Add(device, row.Name);
        }

        return data;
    }
}
