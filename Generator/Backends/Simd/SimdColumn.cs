using ModelGen.Generator.Emit;
using ModelGen.Generator.IR;
using ModelGen.Generator.Kernels;
using ModelGen.Generator.Models;

namespace ModelGen.Generator.Backends.Simd;

/// <summary>
/// Writes column kernels: lanes lie along the last kept axis, since neighbours there are neighbours in memory, and each lane reduces its own
/// column in order.
/// </summary>
internal sealed class SimdColumn(SourceWriter writer, SimdKernelText text, WalkBody body)
{
    private const string Lane = "column";

    private readonly int _lane = body.Kept - 1;

    public string Work()
    {
        var rows = Shape.Of(body.Space.Dims.Take(_lane)).Size;
        var together = SimdColumnBlock.Fits(body) ? $", {SimdColumnBlock.Columns}" : "";
        return $"KernelWork.OfElements({DimText.Of(rows)}, {DimText.Of(body.Space[_lane])}, {DimText.Of(body.Inner.Size * SimdCost.OfElement(body))}{together})";
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
            }, mayRepeat: text.IsRepeatable);
        }
    }

    private void Phase(Phase phase, int number, string count)
    {
        var walk = new SimdPhase(writer, text, phase, number, Places(), new(_lane), axis => axis >= body.Kept);
        if (phase.PerRow)
        {
            walk.Inside(count);
            return;
        }

        walk.Clear(count);
        walk.Outside(count);
        foreach (var reduction in phase.Reductions) Begin(reduction);
        var blocks = new Stack<SourceWriter.Block>();
        for (var axis = body.Kept; axis < body.Space.Rank; axis++)
            blocks.Push(writer.Open($"for (long i{GraphText.Number(axis)} = 0; i{GraphText.Number(axis)} < {DimText.Of(body.Space[axis])}; i{GraphText.Number(axis)}++)"));
        walk.Inside(count);
        foreach (var reduction in phase.Reductions) Take(reduction, walk.Value(reduction.Value));
        while (blocks.Count > 0) blocks.Pop().Dispose();
        foreach (var reduction in phase.Reductions.Where(reduction => reduction.Kind == OpKind.ArgMax))
            writer.Line($"var {KernelText.Register(reduction.Register)} = best{GraphText.Number(reduction.Register)}At;");
    }

    private void Begin(KernelReduction reduction)
    {
        var name = Partial(reduction);
        writer.Line(reduction.Kind == OpKind.ReduceSum ? $"var {name} = {text.FloatLanes}.Zero;" : $"var {name} = Vector.Create({text.Float}.NegativeInfinity);");
        if (reduction.Kind == OpKind.ArgMax) writer.Line($"var {name}At = Vector.Create(({text.Int})-1);");
    }

    private void Take(KernelReduction reduction, string value)
    {
        var name = Partial(reduction);
        writer.Line(reduction.Kind switch
        {
            OpKind.ReduceSum => $"{name} += {value};",
            OpKind.ReduceMaximum => $"{name} = VectorMath.Maximum({name}, {value});",
            _ => $"Lanes.ArgMaxOfEach({value}, ({text.Int}){Coordinates.Flat(Places().Skip(body.Kept), body.Inner)}, ref {name}, ref {name}At);",
        });
    }

    /// <summary>A sum or maximum is complete in its register when the loops end.</summary>
    private static string Partial(KernelReduction reduction)
        => reduction.Kind == OpKind.ArgMax ? "best" + GraphText.Number(reduction.Register) : KernelText.Register(reduction.Register);

    private List<string?> Places()
        => Coordinates.OfColumns(body.Space.Rank, _lane, Lane);
}
