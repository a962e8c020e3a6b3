using ModelGen.Generator.CSharp;
using ModelGen.Generator.Helpers;
using ModelGen.Generator.IR;
using ModelGen.Generator.Kernels;

namespace ModelGen.Generator.Targets.Simd;

/// <summary>
/// Writes maps and row kernels: lanes lie along the last axis, or the last two (<see cref="SimdLane"/>); the axes before are loops, the
/// outermost of them shared out to threads.
/// </summary>
internal sealed class SimdWalk(SourceWriter writer, SimdKernelText text, WalkBody body)
{
    private const string Lane = "i";

    /// <summary>
    /// Where rows end of which only the places up to their number are walked: after a whole vector, or at the last place.
    /// </summary>
    private const string RowEnd = "rowEnd";

    private readonly int _rank = body.Space.Rank;
    private readonly SimdLane _lane = SimdLane.Of(text, body);

    /// <summary>The axes whose places are shared out: those of a map that lanes do not lie along, the kept ones of a row kernel.</summary>
    private int Outer => body.Kind == WalkKind.Map ? Math.Max(_lane.First, 0) : body.Kept;

    private bool HasLanes => _rank > Outer;

    private Dim LaneLength => Shape.Of(body.Space.Dims.Skip(_lane.First)).Size;

    private string Length => DimText.Atom(LaneLength);

    public string Work()
    {
        var rows = DimText.Of(Shape.Of(body.Space.Dims.Take(Outer)).Size);
        var length = DimText.Of(Shape.Of(body.Space.Dims.Skip(Outer)).Size);
        var cost = SimdCost.OfElement(body);
        return $"KernelWork.{(body.Kind == WalkKind.Map ? "OfElements" : "OfRows")}({rows}, {length}"
            + $"{(cost > 1 ? ", " + GraphText.Number(cost) : "")})";
    }

    public void Task()
    {
        var (begin, end) = body.Kind == WalkKind.Map ? ("var begin", "var end") : ("var _", "var _");
        writer.Line($"work.Part(item, out var firstRow, out var endRow, out {begin}, out {end});");
        using (writer.Open("for (var row = firstRow; row < endRow; row++)"))
        {
            Coordinates.Declare(writer, "row", body.Space.Dims.Take(Outer).ToList());
            if (body.Phases.Any(phase => phase.IsToRow))
                writer.Line($"var {RowEnd} = Math.Min({Length}, ({Coordinates.Name("row", Outer - 1, Outer)} + {text.AllLanes}) & -"
                    + $"{text.AllLanes});");
            for (var number = 0; number < body.Phases.Count; number++) Phase(body.Phases[number], number);
        }
    }

    private void Phase(Phase phase, int number)
    {
        if (phase.PerRow)
        {
            var once = new SimdPhase(writer, text, phase, number, Places(inner: false), SimdLane.None, _ => true);
            once.Inside("1");
            return;
        }

        var walk = new SimdPhase(writer, text, phase, number, Places(inner: true), HasLanes ? _lane : SimdLane.None, axis => axis >= Outer);
        walk.Outside(text.AllLanes);
        var hasSums = phase.Reductions.Any(reduction => reduction.Kind == OpKind.ReduceSum);
        var sums = hasSums && !text.IsDouble ? SimdSumBlocks.OfRow(body.Space, Outer) : null;
        var reductions = new SimdReductions(writer, text, phase, sums);
        reductions.Begin();
        Loops(phase.IsToRow ? RowEnd : Length, sums, reductions, count =>
        {
            walk.Inside(count);
            reductions.Take(walk, count,
                HasLanes ? Coordinates.Flat(Places(inner: true).Skip(Outer), Shape.Of(body.Space.Dims.Skip(Outer))) : "0");
        });
        reductions.End();
        if (phase.Stores.Any(store => store.Beyond is not null))
            SimdLanes.Loop(writer, text, SimdLanes.IsWhole(LaneLength), Lane, RowEnd, Length, walk.Beyond);
    }

    /// <summary>Loops over the inner axes, a vector at a time along the last, of a row to some end.</summary>
    private void Loops(string rowEnd, SimdSumBlocks? sums, SimdReductions reductions, Action<string> inside)
    {
        var axes = new SimdAxes(writer, body.Space, sums, reductions.BeginBlock, reductions.EndBlock);
        axes.Loop(Outer, _lane.First, () =>
        {
            if (sums?.Axis >= _lane.First) axes.Block("0L", rowEnd, (first, end) => Run(first, end, reductions, inside));
            else Run("0L", rowEnd, reductions, inside);
        });
    }

    /// <summary>Walks neighbouring places, a vector at a time.</summary>
    private void Run(string first, string end, SimdReductions reductions, Action<string> inside)
    {
        if (!HasLanes)
        {
            inside("1");
            reductions.EndRun("1");
            return;
        }

        if (body.Kind == WalkKind.Map) (first, end) = ("begin", "end");
        SimdLanes.Loop(writer, text, SimdLanes.IsWhole(LaneLength), Lane, first, end, inside,
            mayRepeat: _lane.IsJoined && text.IsRepeatable);
        reductions.EndRun(first == "0L" ? end : $"{end} - {first}");
    }

    private List<string?> Places(bool inner)
        => Enumerable.Range(0, _rank)
            .Select(axis => axis < Outer
                ? Coordinates.Name("row", axis, Outer)
                : !inner ? null : axis == _rank - 1 ? Lane : "i" + GraphText.Number(axis)).ToList();
}
