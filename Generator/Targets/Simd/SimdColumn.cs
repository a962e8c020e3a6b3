using ModelGen.Generator.CSharp;
using ModelGen.Generator.IR;
using ModelGen.Generator.Kernels;
using ModelGen.Generator.Targets.Writers;

namespace ModelGen.Generator.Targets.Simd;

/// <summary>
/// Writes column kernels: lanes lie along the last kept axis, since neighbours there are neighbours in memory, and each lane reduces its
/// own column in order.
/// </summary>
internal sealed class SimdColumn(SourceWriter writer, SimdKernelText text, LoopNestBody body)
{
    private const string Lane = "column";

    private readonly int _lane = body.RowRank - 1;

    public string Work()
    {
        var rows = Shape.Of(body.Space.Dims.Take(_lane)).Size;
        var together = SimdColumnBlock.Fits(body) ? $", {SimdColumnBlock.Columns}" : "";
        return $"KernelWork.OfElements({DimText.Format(rows)}, {DimText.Format(body.Space[_lane])}, "
            + $"{DimText.Format(body.InnerShape.Size * SimdCost.OfElement(body))}{together})";
    }

    public void Task()
    {
        writer.Line("work.Part(item, out var firstRow, out var endRow, out var begin, out var end);");
        using (writer.Open("for (var row = firstRow; row < endRow; row++)"))
        {
            Coordinates.Declare(writer, "row", body.Space.Dims.Take(_lane).ToList());
            SimdLanes.Loop(writer, text, SimdLanes.IsWhole(body.Space[_lane]), Lane, "begin", "end", count =>
            {
                for (var number = 0; number < body.Phases.Count; number++) Phase(body.Phases[number], number, count);
            }, mayRepeat: text.IsIdempotent);
        }
    }

    private void Phase(Phase phase, int number, string count)
    {
        var phaseWriter = new SimdPhase(writer, text, phase, number, CoordinateNames(), new(_lane), axis => axis >= body.RowRank);
        if (phase.PerRow)
        {
            phaseWriter.Inside(count);
            return;
        }

        phaseWriter.Clear(count);
        phaseWriter.Outside(count);
        Reduce(phase, phaseWriter, count);
    }

    private void Reduce(Phase phase, SimdPhase phaseWriter, string count)
    {
        var sums = phase.Reductions.Where(reduction => reduction.Kind == OpKind.ReduceSum).ToList();
        var blocks = sums.Any(sum => sum.Type(phase) != ElementType.Float64) ? SimdSumBlocking.OfColumn(body.Space, body.RowRank) : null;
        foreach (var reduction in phase.Reductions.Except(sums)) Begin(reduction, reduction.Type(phase).Keyword());
        foreach (var sum in sums)
            writer.Line(blocks is null ? $"var {Partial(sum)} = {Zero(phase, sum)};" : $"var {Total(sum)} = default(ColumnSum);");
        var axes = new SimdLoops(writer, body.Space, blocks, () => BeginBlock(phase, sums), () => EndBlock(sums));
        axes.Loop(body.RowRank, body.Space.Rank, () =>
        {
            phaseWriter.Inside(count);
            foreach (var reduction in phase.Reductions)
                Accumulate(reduction, phaseWriter.Value(reduction.Value), isBlock: blocks is not null);
        });
        Declare(phase, blocks is null ? [] : sums);
    }

    /// <summary>Declares what is not complete in its register when the loops end.</summary>
    /// <param name="phase">The phase.</param>
    /// <param name="totals">The sums that go on in doubles.</param>
    private void Declare(Phase phase, List<KernelReduction> totals)
    {
        foreach (var sum in totals) Declare(sum, $"{Total(sum)}.Total");
        foreach (var reduction in phase.Reductions.Where(reduction => reduction.Kind == OpKind.ArgMax))
            Declare(reduction, $"{Partial(reduction)}At");
    }

    private void Declare(KernelReduction reduction, string whole)
        => writer.Line($"var {KernelText.Register(reduction.Register)} = {whole};");

    private void BeginBlock(Phase phase, List<KernelReduction> sums)
    {
        foreach (var sum in sums) writer.Line($"var {Partial(sum, isBlock: true)} = {Zero(phase, sum)};");
    }

    private static string Zero(Phase phase, KernelReduction sum) => SimdKernelText.Lanes(sum.Type(phase)) + ".Zero";

    private void EndBlock(List<KernelReduction> sums)
    {
        foreach (var sum in sums) writer.Line($"{Total(sum)}.Add({Partial(sum, isBlock: true)});");
    }

    private void Begin(KernelReduction reduction, string type)
    {
        var name = Partial(reduction);
        writer.Line($"var {name} = Vector.Create({type}.NegativeInfinity);");
        if (reduction.Kind == OpKind.ArgMax) writer.Line($"var {name}At = Vector.Create(({text.Int})-1);");
    }

    private void Accumulate(KernelReduction reduction, string value, bool isBlock)
    {
        var name = Partial(reduction, isBlock);
        writer.Line(reduction.Kind switch
        {
            OpKind.ReduceSum => $"{name} += {value};",
            OpKind.ReduceMaximum => $"{name} = VectorMath.Maximum({name}, {value});",
            _ =>
                $"Lanes.ArgMaxOfEach({value}, ({text.Int})"
                    + $"{Coordinates.Linearize(CoordinateNames().Skip(body.RowRank), body.InnerShape)}, ref {name}, ref "
                    + $"{name}At);",
        });
    }

    /// <summary>A maximum is complete in its register when the loops end, and so is a sum of one block.</summary>
    private static string Partial(KernelReduction reduction, bool isBlock = false) => reduction.Kind switch
    {
        OpKind.ArgMax => "best" + GraphText.Number(reduction.Register),
        OpKind.ReduceSum when isBlock => "sum" + GraphText.Number(reduction.Register),
        _ => KernelText.Register(reduction.Register),
    };

    private static string Total(KernelReduction sum) => "totals" + GraphText.Number(sum.Register);

    private List<string?> CoordinateNames()
        => Coordinates.ForColumns(body.Space.Rank, _lane, Lane);
}
