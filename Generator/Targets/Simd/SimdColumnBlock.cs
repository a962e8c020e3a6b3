using ModelGen.Generator.CSharp;
using ModelGen.Generator.IR;
using ModelGen.Generator.Kernels;
using ModelGen.Generator.Targets.Writers;

namespace ModelGen.Generator.Targets.Simd;

/// <summary>
/// Writes column kernels of many columns and one reduction: what is reduced is walked in the order in which it lies in memory, long runs of
/// it at a time, while the sums of a block of columns are in the first cache.
/// </summary>
internal sealed class SimdColumnBlock(SourceWriter writer, SimdKernelText text, LoopNestBody body)
{
    /// <summary>
    /// Columns of a block, as a number in C#: long enough a run of memory, and a multiple of what a thread's part begins at.
    /// </summary>
    public const string Columns = "512";

    // With fewer columns successive additions to one vector would depend on each other, with the latency of memory instead of a register.
    private const int FewColumns = 32;

    private const string Lane = "column";

    private readonly int _lane = body.RowRank - 1;

    // Where sums of floats go on in doubles.
    private readonly SimdSumBlocking? _blocks = body.Phases[0].Reductions.All(sum => sum.Type(body.Phases[0]) == ElementType.Float64)
        ? null
        : SimdSumBlocking.OfColumn(body.Space, body.RowRank);

    private Phase ReductionPhase => body.Phases[0];

    /// <summary>The sums that go on in doubles.</summary>
    private IEnumerable<KernelReduction> DoubleSums
        => ReductionPhase.Reductions.Where(reduction => _blocks is not null && reduction.Kind == OpKind.ReduceSum);

    /// <summary>Whether a kernel is of this form.</summary>
    public static bool Fits(LoopNestBody body)
        => body.Kind == LoopNestKind.Column && body.RowRank > 0 && !(body.Space[body.RowRank - 1].Constant < FewColumns)
            && !body.Phases[0].PerRow && body.Phases[0].Stores.Count == 0
            && body.Phases[0].Reductions.All(reduction => reduction.Kind != OpKind.ArgMax)
            && body.Phases.Skip(1).All(phase => phase.PerRow);

    public void Task()
    {
        foreach (var reduction in ReductionPhase.Reductions)
            writer.Line($"var {Sums(reduction)} = stackalloc {Type(reduction)}[{Columns}];");
        foreach (var sum in DoubleSums) writer.Line($"var {Totals(sum)} = stackalloc double[{Columns}];");
        writer.Line("work.Part(item, out var firstRow, out var endRow, out var begin, out var end);");
        using (writer.Open("for (var row = firstRow; row < endRow; row++)"))
        {
            Coordinates.Declare(writer, "row", body.Space.Dims.Take(_lane).ToList());
            using (writer.Open($"for (var first = begin; first < end; first += {Columns})")) Block();
        }
    }

    /// <summary>A block of columns.</summary>
    private void Block()
    {
        writer.Line($"var last = Math.Min(first + {Columns}, end);");
        foreach (var reduction in ReductionPhase.Reductions)
            writer.Line($"new Span<{Type(reduction)}>({Sums(reduction)}, {Columns}).Fill("
                + $"{(reduction.Kind == OpKind.ReduceSum ? "0" : Type(reduction) + ".NegativeInfinity")});");
        foreach (var sum in DoubleSums) writer.Line($"new Span<double>({Totals(sum)}, {Columns}).Clear();");
        new SimdLoops(writer, body.Space, _blocks, () => { }, FlushBlock).Loop(body.RowRank, body.Space.Rank, Accumulate);
        Lanes(End);
    }

    /// <summary>Adds the sums of a block to the totals.</summary>
    private void FlushBlock()
    {
        foreach (var sum in DoubleSums) writer.Line($"ColumnSum.Move({Sums(sum)}, {Totals(sum)}, last - first);");
    }

    private void Accumulate()
    {
        var phaseWriter = Phase(0);
        Lanes(count =>
        {
            phaseWriter.Inside(count);
            foreach (var reduction in ReductionPhase.Reductions)
                writer.Line($"Vector.Store({Taken(reduction, phaseWriter.Value(reduction.Value))}, {Address(reduction)});");
        });
    }

    private void End(string count)
    {
        foreach (var reduction in ReductionPhase.Reductions)
        {
            var isMoved = DoubleSums.Contains(reduction);
            var whole = isMoved ? $"ColumnSum.Of({Totals(reduction)} + ({Lane} - first)).Total" : $"Vector.Load({Address(reduction)})";
            writer.Line($"var {KernelText.Register(reduction.Register)} = {whole};");
        }

        for (var number = 1; number < body.Phases.Count; number++) Phase(number).Inside(count);
    }

    private void Lanes(Action<string> inside)
        => SimdLanes.Loop(writer, text, SimdLanes.IsWhole(body.Space[_lane]), Lane, "first", "last", inside);

    private SimdPhase Phase(int number)
        => new(writer, text, body.Phases[number], number, CoordinateNames(), new(_lane), axis => axis >= body.RowRank);

    private static string Taken(KernelReduction reduction, string value)
        => reduction.Kind == OpKind.ReduceSum
            ? $"Vector.Load({Address(reduction)}) + {value}"
            : $"VectorMath.Maximum(Vector.Load({Address(reduction)}), {value})";

    private string Type(KernelReduction reduction) => reduction.Type(ReductionPhase).Keyword();

    private static string Address(KernelReduction reduction) => $"{Sums(reduction)} + ({Lane} - first)";

    private static string Sums(KernelReduction reduction)
        => (reduction.Kind == OpKind.ReduceSum ? "sums" : "maxima") + GraphText.Number(reduction.Register);

    private static string Totals(KernelReduction sum) => "totals" + GraphText.Number(sum.Register);

    private List<string?> CoordinateNames() => Coordinates.ForColumns(body.Space.Rank, _lane, Lane);
}
