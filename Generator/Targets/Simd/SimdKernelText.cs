using ModelGen.Generator.IR;
using ModelGen.Generator.Kernels;
using ModelGen.Generator.Targets.Writers;

namespace ModelGen.Generator.Targets.Simd;

/// <summary>The names and types of a kernel for the processor: tensors are pointers, values are vectors.</summary>
internal sealed class SimdKernelText(Kernel kernel) : KernelText(kernel)
{
    /// <summary>The type of an integer's lane.</summary>
    public string Int => IsDouble ? "long" : "int";

    public string FloatLanes => $"Vector<{Float}>";

    public string IntLanes => $"Vector<{Int}>";

    /// <summary>The number of lanes of a vector.</summary>
    public string AllLanes => FloatLanes + ".Count";

    /// <summary>Whether a point may be computed twice: no argument is updated in place or accumulated to.</summary>
    public bool IsIdempotent
        => Kernel.Arguments.All(argument => !argument.IsRead || !argument.IsWritten)
            && Kernel.Body.Phases.All(phase => phase.Stores.All(store => store.Scatter is null));

    /// <summary>Whether an argument holds ints that take lanes as wide as doubles.</summary>
    public bool IsWide(int argument) => IsDouble && Kernel.Arguments[argument].Type == ElementType.Int32;

    public override string Literal(double value, ElementType type) => base.Literal(value, type) + (IsDouble && !type.IsFloat() ? "L" : "");

    protected override string Tensor(string element) => element + "*";
}
