using ModelGen.Generator.CSharp;
using ModelGen.Generator.IR;
using ModelGen.Generator.Kernels;
using ModelGen.Generator.Targets.Host;

namespace ModelGen.Generator.Targets.Simd;

/// <summary>Host code over pointers; inputs are read where the caller has them.</summary>
internal sealed class CpuExecutorDialect : ExecutorDialect
{
    public override string Suffix => "Cpu";

    public override string Modifiers => "internal sealed unsafe";

    public override string BaseClass => "CpuExecutor";

    public override IReadOnlyList<string> Usings => ["ModelGen", "ModelGen.Runtime"];

    public override string LaunchOn => "Pool";

    public override Dim InputBytes(IEnumerable<InputInfo> inputs) => Dim.Zero;

    public override string Buffer(MemoryBuffer buffer)
        => $"({buffer.Type.Element.Keyword()}*)({(buffer.Kind == BufferKind.Persistent ? "Persistent" : "Arena")} + "
            + $"{DimText.Atom(buffer.Offset)})";

    public override string Input(InputInfo input, int number, Dim offset)
        => $"({input.Type.Element.Keyword()}*)inputs[{GraphText.Number(number)}]";
}
