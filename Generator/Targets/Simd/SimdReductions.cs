using ModelGen.Generator.CSharp;
using ModelGen.Generator.IR;
using ModelGen.Generator.Kernels;
using ModelGen.Generator.Targets.Writers;

namespace ModelGen.Generator.Targets.Simd;

/// <summary>
/// Writes the reductions of a row: a vector of partial results, and at the row's end one number in every lane of a register.
/// </summary>
/// <param name="blocks">The blocks after which sums go on in doubles; null if there is one only.</param>
internal sealed class SimdReductions(SourceWriter writer, SimdKernelText text, Phase phase, SimdSumBlocking? blocks)
{
    private IEnumerable<KernelReduction> Sums => phase.Reductions.Where(reduction => reduction.Kind == OpKind.ReduceSum);

    public void Begin()
    {
        if (blocks is null) BeginBlock();
        else foreach (var reduction in Sums) writer.Line($"var {Total(reduction)} = default(RowSum);");
        foreach (var reduction in phase.Reductions.Except(Sums))
        {
            var partial = Partial(reduction);
            writer.Line(reduction.Kind == OpKind.ReduceMaximum
                ? $"var {partial} = Vector.Create({Type(reduction)}.NegativeInfinity);"
                : $"var {partial} = {Type(reduction)}.NegativeInfinity;\nvar {partial}At = -1L;");
        }
    }

    /// <summary>Begins the sums of a block.</summary>
    public void BeginBlock()
    {
        foreach (var reduction in Sums) writer.Line($"var {Partial(reduction)} = default(LaneSum<{Type(reduction)}>);");
    }

    /// <summary>Takes the values of one vector.</summary>
    public void Accumulate(SimdPhase values, string count, string index)
    {
        foreach (var reduction in phase.Reductions)
        {
            var (partial, value) = (Partial(reduction), values.Value(reduction.Value));
            writer.Line(reduction.Kind switch
            {
                OpKind.ReduceSum => $"{partial}.Add({MaskedLanes(value, count, "0")});",
                OpKind.ReduceMaximum =>
                    $"{partial} = VectorMath.Maximum({partial}, {MaskedLanes(value, count, Type(reduction) + ".NegativeInfinity")});",
                _ => $"Lanes.ArgMax({value}, {count}, {index}, ref {partial}, ref {partial}At);",
            });
        }
    }

    /// <summary>Ends a run of neighbouring places: the next begins at the first lane again.</summary>
    /// <param name="count">The number of points of the run.</param>
    public void EndRun(string count)
    {
        foreach (var reduction in Sums) writer.Line($"{Partial(reduction)}.Align({count});");
    }

    /// <summary>Adds the sums of a block to the totals.</summary>
    public void EndBlock()
    {
        foreach (var reduction in Sums) writer.Line($"{Total(reduction)}.Add({Partial(reduction)});");
    }

    public void End()
    {
        foreach (var reduction in phase.Reductions)
        {
            var (partial, register) = (Partial(reduction), KernelText.Register(reduction.Register));
            writer.Line(reduction.Kind switch
            {
                OpKind.ReduceSum =>
                    $"var {register} = Vector.Create({(blocks is null ? $"Lanes.Sum({partial})" : $"{Total(reduction)}.Total")});",
                OpKind.ReduceMaximum => $"var {register} = Vector.Create(Lanes.Max({partial}));",
                _ => $"var {register} = Vector.Create(({text.Int}){partial}At);",
            });
        }
    }

    /// <summary>The value with its unused lanes set to the neutral element.</summary>
    private string MaskedLanes(string value, string count, string neutral)
        => count == text.AllLanes ? value : $"Lanes.Keep({value}, {count}, {neutral})";

    private string Type(KernelReduction reduction) => reduction.Type(phase).Keyword();

    private static string Total(KernelReduction reduction) => "totals" + GraphText.Number(reduction.Register);

    private static string Partial(KernelReduction reduction) => reduction.Kind switch
    {
        OpKind.ReduceSum => "sum",
        OpKind.ReduceMaximum => "maximum",
        _ => "best",
    } + GraphText.Number(reduction.Register);
}
