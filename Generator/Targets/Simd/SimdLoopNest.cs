using ModelGen.Generator.CSharp;
using ModelGen.Generator.IR;
using ModelGen.Generator.Kernels;
using ModelGen.Generator.Targets.Writers;

namespace ModelGen.Generator.Targets.Simd;

/// <summary>
/// Writes maps and row kernels: lanes lie along the last axis, or the last two (<see cref="SimdLane"/>); the axes before are loops, the
/// outermost of them shared out to threads.
/// </summary>
internal sealed class SimdLoopNest(SourceWriter writer, SimdKernelText text, LoopNestBody body)
{
    private const string Lane = "i";

    /// <summary>
    /// The end of a triangular row, rounded up to a whole vector within the row.
    /// </summary>
    private const string RowEnd = "rowEnd";

    private readonly int _rank = body.Space.Rank;
    private readonly SimdLane _lane = SimdLane.ForMap(text, body);

    /// <summary>The axes whose places are shared out: those of a map that lanes do not lie along, the kept ones of a row kernel.</summary>
    private int Outer => body.Kind == LoopNestKind.Map ? Math.Max(_lane.First, 0) : body.RowRank;

    private bool HasLanes => _rank > Outer;

    private Dim LaneLength => Shape.Of(body.Space.Dims.Skip(_lane.First)).Size;

    private string Length => DimText.Atom(LaneLength);

    public string Work()
    {
        var rows = DimText.Format(Shape.Of(body.Space.Dims.Take(Outer)).Size);
        var length = DimText.Format(Shape.Of(body.Space.Dims.Skip(Outer)).Size);
        var cost = SimdCost.OfElement(body);
        return $"KernelWork.{(body.Kind == LoopNestKind.Map ? "OfElements" : "OfRows")}({rows}, {length}"
            + $"{(cost > 1 ? ", " + GraphText.Number(cost) : "")})";
    }

    public void Task()
    {
        var (begin, end) = body.Kind == LoopNestKind.Map ? ("var begin", "var end") : ("var _", "var _");
        writer.Line($"work.Part(item, out var firstRow, out var endRow, out {begin}, out {end});");
        using (writer.Open("for (var row = firstRow; row < endRow; row++)"))
        {
            Coordinates.Declare(writer, "row", body.Space.Dims.Take(Outer).ToList());
            if (body.Phases.Any(phase => phase.StopsAtDiagonal)) DeclareRowEnd();
            for (var number = 0; number < body.Phases.Count; number++) Phase(body.Phases[number], number);
        }
    }

    private void DeclareRowEnd()
        => writer.Line($"var {RowEnd} = Math.Min({Length}, ({Coordinates.Name("row", Outer - 1, Outer)} + {text.AllLanes}) & -"
            + $"{text.AllLanes});");

    private void Phase(Phase phase, int number)
    {
        if (phase.PerRow)
        {
            new SimdPhase(writer, text, phase, number, CoordinateNames(inner: false), SimdLane.None, _ => true).Inside("1");
            return;
        }

        var phaseWriter = new SimdPhase(writer, text, phase, number, CoordinateNames(inner: true), HasLanes ? _lane : SimdLane.None,
            axis => axis >= Outer);
        phaseWriter.Outside(text.AllLanes);
        var sums = BlockedSums(phase);
        var reductions = new SimdReductions(writer, text, phase, sums);
        reductions.Begin();
        Loops(phase.StopsAtDiagonal ? RowEnd : Length, sums, reductions, count =>
        {
            phaseWriter.Inside(count);
            reductions.Accumulate(phaseWriter, count, Place);
        });
        reductions.End();
        if (phase.Stores.Any(store => store.BeyondDiagonal is not null))
            SimdLanes.Loop(writer, text, SimdLanes.IsWhole(LaneLength), Lane, RowEnd, Length, phaseWriter.Beyond);
    }

    /// <summary>The place of an element within its row.</summary>
    private string Place
        => HasLanes ? Coordinates.Linearize(CoordinateNames(inner: true).Skip(Outer), Shape.Of(body.Space.Dims.Skip(Outer))) : "0";

    private SimdSumBlocking? BlockedSums(Phase phase)
        => phase.Reductions.Any(one => one.Kind == OpKind.ReduceSum && one.Type(phase) != ElementType.Float64)
            ? SimdSumBlocking.OfRow(body.Space, Outer)
            : null;

    /// <summary>Loops over the inner axes, a vector at a time along the last, of a row to some end.</summary>
    private void Loops(string rowEnd, SimdSumBlocking? sums, SimdReductions reductions, Action<string> inside)
    {
        var axes = new SimdLoops(writer, body.Space, sums, reductions.BeginBlock, reductions.EndBlock);
        axes.Loop(Outer, _lane.First, () =>
        {
            if (sums?.Axis >= _lane.First) axes.Block("0L", rowEnd, (first, end) => WriteRun(first, end, reductions, inside));
            else WriteRun("0L", rowEnd, reductions, inside);
        });
    }

    /// <summary>Walks neighbouring places, a vector at a time.</summary>
    private void WriteRun(string first, string end, SimdReductions reductions, Action<string> inside)
    {
        if (!HasLanes)
        {
            inside("1");
            reductions.EndRun("1");
            return;
        }

        if (body.Kind == LoopNestKind.Map) (first, end) = ("begin", "end");
        SimdLanes.Loop(writer, text, SimdLanes.IsWhole(LaneLength), Lane, first, end, inside,
            mayRepeat: _lane.IsJoined && text.IsIdempotent);
        reductions.EndRun(first == "0L" ? end : $"{end} - {first}");
    }

    private List<string?> CoordinateNames(bool inner)
        => Enumerable.Range(0, _rank)
            .Select(axis => axis < Outer
                ? Coordinates.Name("row", axis, Outer)
                : !inner ? null : axis == _rank - 1 ? Lane : "i" + GraphText.Number(axis)).ToList();
}
