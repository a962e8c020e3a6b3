using ModelGen.Generator.IR;
using ModelGen.Generator.Kernels;

namespace ModelGen.Generator.Backends.Simd;

/// <summary>The names and types of a kernel for the processor: tensors are pointers, values are vectors.</summary>
internal sealed class SimdKernelText(Kernel kernel) : KernelText(kernel)
{
    // A multiple of the lanes of every vector: 16 floats in 512 bits.
    private const int MostLanes = 16;

    /// <summary>The type of an integer's lane.</summary>
    public string Int => IsDouble ? "long" : "int";

    public string FloatLanes => $"Vector<{Float}>";

    public string IntLanes => $"Vector<{Int}>";

    /// <summary>How many lanes of a vector are in the space: all of them, where each range that a thread walks is made of whole vectors of any width.</summary>
    /// <param name="length">How many places there are along the lanes.</param>
    /// <param name="end">The end of the range that is walked, which is the last place or a multiple of 64.</param>
    /// <param name="lane">The first lane's place.</param>
    public string Count(Dim length, string end, string lane)
        => length.DivideExact(MostLanes) is not null ? FloatLanes + ".Count" : $"(int)Math.Min({end} - {lane}, {FloatLanes}.Count)";

    /// <summary>Whether an argument holds ints that take lanes as wide as doubles.</summary>
    public bool IsWide(int argument) => IsDouble && Kernel.Arguments[argument].Type == ElementType.Int32;

    public override string Literal(double value, ElementType type) => base.Literal(value, type) + (IsDouble && !type.IsFloat() ? "L" : "");

    protected override string Tensor(string element) => element + "*";
}
