using ModelGen.Generator.CSharp;
using ModelGen.Generator.Helpers;
using ModelGen.Generator.IR;
using ModelGen.Generator.Kernels;

namespace ModelGen.Generator.Targets.Ilgpu;

/// <summary>
/// Writes column kernels: a group reduces 32 neighbouring columns, 8 threads to a column, whose partial results meet in a fixed tree.
/// </summary>
internal sealed class IlgpuColumn(SourceWriter writer, IlgpuKernelText text, WalkBody body)
{
    private const int Across = 32;

    private const int Down = 8;

    private Dim Columns => body.Rows.Size;

    public void Launch(string arguments)
        => writer.Line($"device.Launch(Run, {IntegerDivision.Groups(DimText.Of(Columns), Across)}, 1, {GraphText.Number(Across)}, "
            + $"{GraphText.Number(Down)}, {arguments});");

    public void Run()
    {
        IlgpuTree.Declare(writer, text, body.Phases, Across * Down);
        writer.Line("int tx = Group.IdxX, ty = Group.IdxY;").Line($"long column = ((long)Grid.IdxX * {GraphText.Number(Across)}) + tx;");
        writer.Line($"var isInside = column < {DimText.Of(Columns)};");
        Coordinates.Declare(writer, "column", body.Rows.Dims.ToList());
        for (var number = 0; number < body.Phases.Count; number++) Phase(body.Phases[number], number);
    }

    private void Phase(Phase phase, int number)
    {
        var walk = new IlgpuPhase(writer, text, phase, number, Places(), _ => true);
        if (phase.PerRow)
        {
            using (writer.Open("if (isInside && ty == 0)")) walk.Inside();
            return;
        }

        if (phase.Stores.Count > 0)
        {
            Scatter(walk);
            return;
        }

        var hasRests = IlgpuTree.HasRests(text, body.Inner.Size, Down);
        foreach (var reduction in phase.Reductions) IlgpuTree.Begin(writer, text, reduction, hasRests);
        using (writer.Open("if (isInside)"))
        using (writer.Open($"for (long i = ty; i < {DimText.Of(body.Inner.Size)}; i += {GraphText.Number(Down)})"))
        {
            Coordinates.Declare(writer, "i", body.Inner.Dims.ToList());
            walk.Inside();
            foreach (var reduction in phase.Reductions) IlgpuTree.Take(writer, reduction, walk.Value(reduction.Value), "i", hasRests);
        }

        foreach (var reduction in phase.Reductions)
        {
            IlgpuTree.Meet(writer, reduction, $"(ty * {GraphText.Number(Across)}) + tx", Down, "tree[tx]", "places[tx]", "ty", Across);
            IlgpuTree.End(writer, reduction);
        }
    }

    /// <summary>One thread has a column and walks all of it, so that the sums have one order.</summary>
    private void Scatter(IlgpuPhase walk)
    {
        using (writer.Open("if (isInside && ty == 0)"))
        {
            walk.Clear();
            using (writer.Open($"for (long i = 0; i < {DimText.Of(body.Inner.Size)}; i++)"))
            {
                Coordinates.Declare(writer, "i", body.Inner.Dims.ToList());
                walk.Inside();
            }
        }
    }

    private List<string?> Places()
        => Enumerable.Range(0, body.Space.Rank)
            .Select(axis =>
                (string?)(axis < body.Kept
                    ? Coordinates.Name("column", axis, body.Kept)
                    : Coordinates.Name("i", axis - body.Kept, body.Space.Rank - body.Kept))).ToList();
}
