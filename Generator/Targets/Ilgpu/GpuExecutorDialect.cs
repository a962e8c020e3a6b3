using ModelGen.Generator.CSharp;
using ModelGen.Generator.IR;
using ModelGen.Generator.Kernels;
using ModelGen.Generator.Targets.Host;

namespace ModelGen.Generator.Targets.Ilgpu;

/// <summary>Host code over views of device memory; inputs are copied to the end of the arena.</summary>
internal sealed class GpuExecutorDialect : ExecutorDialect
{
    public override string Suffix => "Gpu";

    public override string Modifiers => "internal sealed unsafe";

    public override string BaseClass => "IlgpuExecutor";

    public override IReadOnlyList<string> Usings => ["ModelGen", "ModelGen.Gpu", "ModelGen.Runtime"];

    public override string LaunchOn => "this";

    public override Dim InputBytes(IEnumerable<InputInfo> inputs)
        => inputs.Aggregate(Dim.Zero, (sum, input) => sum + MemoryBuffer.BytesOf(input.Type));

    public override string Buffer(MemoryBuffer buffer)
        => $"{(buffer.Kind == BufferKind.Persistent ? "Persistent" : "Arena")}<{buffer.Type.Element.Keyword()}>("
            + $"{DimText.Format(buffer.Offset)}, {DimText.Format(buffer.Type.Shape.Size)})";

    public override string Registration(string @namespace) => GpuDevicesFile.Write(@namespace);

    public override string Input(InputInfo input, int number, Dim offset)
        => $"Upload<{input.Type.Element.Keyword()}>(inputs[{GraphText.Number(number)}], {DimText.Format(offset)}, "
            + $"{DimText.Format(input.Type.Shape.Size)})";
}
