using ILGPU;
using ILGPU.Backends;
using ILGPU.IR;
using ILGPU.IR.Rewriting;
using ILGPU.IR.Transformations;
using ILGPU.IR.Values;

namespace ModelGen.Gpu;

/// <summary>
/// Writes out "or one is NaN" where a comparison means it: ILGPU's OpenCL backend prints <c>!(x &lt; y)</c> as <c>x &gt;= y</c>, and C#
/// compiles
/// <c>if (x &lt; y)</c> to the negated jump, so that NaN would take the wrong way.
/// </summary>
internal sealed class UnorderedComparisons : UnorderedTransformation, IBackendHook
{
    private static readonly Rewriter Rules = MakeRules();
    private readonly Transformer _transformer;

    public UnorderedComparisons() => _transformer = Transformer.Create(TransformerConfiguration.Empty, this);

    /// <inheritdoc/>
    public void FinishedCodeGeneration(IRContext context, Method entryPoint)
    {
    }

    /// <inheritdoc/>
    public void InitializedKernelContext(IRContext kernelContext, Method kernelMethod)
    {
    }

    /// <inheritdoc/>
    public void OptimizedKernelContext(IRContext kernelContext, Method kernelMethod) => kernelContext.Transform(_transformer);

    /// <inheritdoc/>
    protected override bool PerformTransformation(Method.Builder builder) => Rules.Rewrite(builder.SourceBlocks, builder);

    private static Rewriter MakeRules()
    {
        var rules = new Rewriter();
        rules.Add<CompareValue>(IsUnordered, (context, compare) => context.ReplaceAndRemove(compare, WriteOut(context.Builder, compare)));
        return rules;
    }

    // != is true for NaN in every driver.
    private static bool IsUnordered(CompareValue compare)
        => compare.IsUnsignedOrUnordered
            && compare.CompareType is ArithmeticBasicValueType.Float32 or ArithmeticBasicValueType.Float64
            && compare.Kind != CompareKind.NotEqual;

    private static Value WriteOut(BasicBlock.Builder builder, CompareValue compare)
    {
        var location = compare.Location;
        Value ordered = builder.CreateCompare(location, compare.Left, compare.Right, compare.Kind);
        Value left = builder.CreateArithmetic(location, compare.Left, UnaryArithmeticKind.IsNaNF);
        Value right = builder.CreateArithmetic(location, compare.Right, UnaryArithmeticKind.IsNaNF);
        Value either = builder.CreateArithmetic(location, left, right, BinaryArithmeticKind.Or);
        return builder.CreateArithmetic(location, ordered, either, BinaryArithmeticKind.Or);
    }
}
