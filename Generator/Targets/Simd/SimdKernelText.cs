using ModelGen.Generator.CSharp;
using ModelGen.Generator.IR;
using ModelGen.Generator.Kernels;
using ModelGen.Generator.Targets.Writers;

namespace ModelGen.Generator.Targets.Simd;

/// <summary>
/// The names and types of a kernel for the processor: tensors are pointers, values are vectors. All lanes of a kernel have one width, that
/// of its widest float: beside doubles, ints are longs in their lanes, and singles are the doubles that equal them.
/// </summary>
internal sealed class SimdKernelText(Kernel kernel) : KernelText(kernel)
{
    /// <summary>Whether lanes are as wide as doubles.</summary>
    private readonly bool _isWide = kernel.Floats.Contains(ElementType.Float64);

    /// <summary>The type of an integer's lane.</summary>
    public string Int => _isWide ? "long" : "int";

    public string IntLanes => $"Vector<{Int}>";

    /// <summary>The number of lanes of a vector.</summary>
    public string AllLanes => Lanes(_isWide ? ElementType.Float64 : ElementType.Float32) + ".Count";

    /// <summary>Whether a point may be computed twice: no argument is updated in place or accumulated to.</summary>
    public bool IsIdempotent
        => Kernel.Arguments.All(argument => !argument.IsRead || !argument.IsWritten)
            && Kernel.Body.Phases.All(phase => phase.Stores.All(store => store.Scatter is null));

    /// <summary>Whether an argument's elements are narrower than the lanes that they take.</summary>
    public bool IsWide(int argument) => IsWide(Kernel.Arguments[argument].Type);

    /// <summary>What turns a number of a type into one of its lanes' type.</summary>
    public string Widening(ElementType type) => !IsWide(type) ? "" : type.IsFloat() ? "(double)" : "(long)";

    public override string Literal(double value, ElementType type)
        => !IsWide(type) ? base.Literal(value, type)
            : type.IsFloat() ? Literals.Double(FloatFormat.Convert(value, type))
            : base.Literal(value, type) + "L";

    private bool IsWide(ElementType type) => _isWide && type != ElementType.Float64;

    /// <summary>The type of a vector of floats.</summary>
    public static string Lanes(ElementType type) => $"Vector<{type.Keyword()}>";

    protected override string Tensor(string element) => element + "*";
}
