using ModelGen.Generator.CSharp;
using ModelGen.Generator.IR;
using ModelGen.Generator.Kernels;
using ModelGen.Generator.Targets.Writers;

namespace ModelGen.Generator.Targets.Ilgpu;

/// <summary>
/// Writes maps, a thread an element, and row kernels: a group a row, whose partial results meet in a fixed tree in shared memory; or, where
/// rows are known to be short, a thread a row.
/// </summary>
internal sealed class IlgpuLoopNest(SourceWriter writer, IlgpuKernelText text, LoopNestBody body)
{
    private readonly int _rank = body.Space.Rank;

    private int Threads => text.Tiles.Threads;

    private bool IsMap => body.Kind == LoopNestKind.Map;

    private int Outer => IsMap ? _rank : body.RowRank;

    private bool HasGroups => !IsMap && !(body.InnerShape.Size.Constant <= text.Tiles.ShortRow);

    /// <summary>How many places threads or groups of them are shared out to.</summary>
    private string Rows => DimText.Format(Shape.Of(body.Space.Dims.Take(Outer)).Size);

    public void Launch(string arguments)
    {
        var groups = HasGroups ? Rows : IntegerDivision.Groups(Rows, Threads);
        writer.Line($"device.Launch(Run, {groups}, {GraphText.Number(Threads)}, {arguments});");
    }

    public void WriteBody()
    {
        if (HasGroups)
        {
            IlgpuTreeReduction.Declare(writer, body.Phases, Threads);
            writer.Line("int thread = Group.IdxX;").Line("long row = Grid.IdxX;");
        }
        else
        {
            writer.Line($"long row = ((long)Grid.IdxX * {GraphText.Number(Threads)}) + Group.IdxX;");
            writer.Line($"if (row >= {Rows}) return;");
        }

        Coordinates.Declare(writer, "row", body.Space.Dims.Take(Outer).ToList());
        for (var number = 0; number < body.Phases.Count; number++) Phase(body.Phases[number], number);
    }

    private void Phase(Phase phase, int number)
    {
        var phaseWriter = new IlgpuPhase(writer, text, phase, number, CoordinateNames(inner: !phase.PerRow), axis => axis >= Outer);
        if (IsMap || (phase.PerRow && !HasGroups)) phaseWriter.Inside();
        else if (phase.PerRow) using (writer.Open("if (thread == 0)")) phaseWriter.Inside();
        else Reduce(phase, phaseWriter);
    }

    private void Reduce(Phase phase, IlgpuPhase phaseWriter)
    {
        phaseWriter.Outside();
        var hasRests = IlgpuTreeReduction.IsCompensated(phase, body.InnerShape.Size, HasGroups ? Threads : 1);
        IlgpuTreeReduction.Begin(writer, text, phase, hasRests);
        using (writer.Open(HasGroups
            ? $"for (long i = thread; i < {Length}; i += {GraphText.Number(Threads)})"
            : $"for (long i = 0; i < {Length}; i++)"))
            IlgpuTreeReduction.Accumulate(writer, phase, phaseWriter, body.InnerShape, hasRests);
        foreach (var reduction in phase.Reductions)
        {
            if (HasGroups) IlgpuTreeReduction.Combine(writer, reduction, "thread", Threads, "tree[0]", "places[0]", "thread");
            IlgpuTreeReduction.End(writer, reduction);
        }
    }

    private string Length => DimText.Format(body.InnerShape.Size);

    private List<string?> CoordinateNames(bool inner)
        => Enumerable.Range(0, _rank)
            .Select(axis => axis < Outer
                ? Coordinates.Name("row", axis, Outer)
                : inner ? Coordinates.Name("i", axis - Outer, _rank - Outer) : null).ToList();
}
