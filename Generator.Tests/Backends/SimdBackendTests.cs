using ModelGen.Generator.IR;
using ModelGen.Generator.Tests.Passes;
using ModelGen.Generator.Vocabulary;

namespace ModelGen.Generator.Tests.Backends;

/// <summary>Emitted vector code means what the graph means, and the same bits come from one and two threads.</summary>
public class SimdBackendTests
{
    private static readonly int[] Sizes = [1, 3, 7, 17, 64, 100];

    private static readonly OpPrograms Singles = new(EmittedBackend.Simd, ElementType.Float32, 1e-4);

    private static readonly OpPrograms Doubles = new(EmittedBackend.Simd, ElementType.Float64, 1e-12);

    public static TheoryData<string> Names() => [.. OpCase.All.Select(row => row.Name)];

    [Theory]
    [MemberData(nameof(Names))]
    public void FloatsAgree(string name) => Singles.Compare(name, Sizes, Device.CpuWith(1), Device.CpuWith(2));

    [Theory]
    [MemberData(nameof(Names))]
    public void DoublesAgree(string name) => Doubles.Compare(name, Sizes, Device.CpuWith(1), Device.CpuWith(2));
}
