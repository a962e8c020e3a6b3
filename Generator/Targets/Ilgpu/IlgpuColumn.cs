using ModelGen.Generator.CSharp;
using ModelGen.Generator.IR;
using ModelGen.Generator.Kernels;
using ModelGen.Generator.Targets.Writers;

namespace ModelGen.Generator.Targets.Ilgpu;

/// <summary>
/// Writes column kernels: a group reduces 32 neighbouring columns, 8 threads to a column, whose partial results meet in a fixed tree.
/// </summary>
internal sealed class IlgpuColumn(SourceWriter writer, IlgpuKernelText text, LoopNestBody body)
{
    private int Across => text.Tiles.Across;

    private int Down => text.Tiles.Down;

    private Dim Columns => body.RowShape.Size;

    public void Launch(string arguments)
        => writer.Line($"device.Launch(Run, {IntegerDivision.Groups(DimText.Format(Columns), Across)}, 1, {GraphText.Number(Across)}, "
            + $"{GraphText.Number(Down)}, {arguments});");

    public void WriteBody()
    {
        IlgpuTreeReduction.Declare(writer, body.Phases, Across * Down);
        writer.Line("int tx = Group.IdxX, ty = Group.IdxY;").Line($"long column = ((long)Grid.IdxX * {GraphText.Number(Across)}) + tx;");
        writer.Line($"var isInside = column < {DimText.Format(Columns)};");
        Coordinates.Declare(writer, "column", body.RowShape.Dims.ToList());
        for (var number = 0; number < body.Phases.Count; number++) Phase(body.Phases[number], number);
    }

    private void Phase(Phase phase, int number)
    {
        var phaseWriter = new IlgpuPhase(writer, text, phase, number, CoordinateNames(), _ => true);
        if (phase.PerRow) using (writer.Open("if (isInside && ty == 0)")) phaseWriter.Inside();
        else if (phase.Stores.Count > 0) Scatter(phaseWriter);
        else Reduce(phase, phaseWriter);
    }

    private void Reduce(Phase phase, IlgpuPhase phaseWriter)
    {
        var hasRests = IlgpuTreeReduction.IsCompensated(phase, body.InnerShape.Size, Down);
        IlgpuTreeReduction.Begin(writer, text, phase, hasRests);
        using (writer.Open("if (isInside)"))
        using (writer.Open($"for (long i = ty; i < {DimText.Format(body.InnerShape.Size)}; i += {GraphText.Number(Down)})"))
            IlgpuTreeReduction.Accumulate(writer, phase, phaseWriter, body.InnerShape, hasRests);
        foreach (var reduction in phase.Reductions)
        {
            IlgpuTreeReduction.Combine(writer, reduction, $"(ty * {GraphText.Number(Across)}) + tx", Down, "tree[tx]", "places[tx]", "ty",
                Across);
            IlgpuTreeReduction.End(writer, reduction);
        }
    }

    /// <summary>One thread processes a whole column, so that the order of summation is fixed.</summary>
    private void Scatter(IlgpuPhase phaseWriter)
    {
        using (writer.Open("if (isInside && ty == 0)"))
        {
            phaseWriter.Clear();
            using (writer.Open($"for (long i = 0; i < {DimText.Format(body.InnerShape.Size)}; i++)"))
            {
                Coordinates.Declare(writer, "i", body.InnerShape.Dims.ToList());
                phaseWriter.Inside();
            }
        }
    }

    private List<string?> CoordinateNames()
        => Enumerable.Range(0, body.Space.Rank)
            .Select(axis =>
                (string?)(axis < body.RowRank
                    ? Coordinates.Name("column", axis, body.RowRank)
                    : Coordinates.Name("i", axis - body.RowRank, body.Space.Rank - body.RowRank))).ToList();
}
