using ModelGen.Generator.CSharp;
using ModelGen.Generator.Helpers;
using ModelGen.Generator.IR;
using ModelGen.Generator.Kernels;

namespace ModelGen.Generator.Targets.Ilgpu;

/// <summary>
/// Writes maps, a thread an element, and row kernels: a group a row, whose partial results meet in a fixed tree in shared memory; or, where
/// rows are known to be short, a thread a row.
/// </summary>
internal sealed class IlgpuWalk(SourceWriter writer, IlgpuKernelText text, WalkBody body)
{
    private const int Threads = 256;

    // A tree of 256 threads has eight rounds; a row this short is done sooner by one thread.
    private const int ShortRow = 64;

    private readonly int _rank = body.Space.Rank;

    private bool IsMap => body.Kind == WalkKind.Map;

    private int Outer => IsMap ? _rank : body.Kept;

    private bool HasGroups => !IsMap && !(body.Inner.Size.Constant <= ShortRow);

    public void Launch(string arguments)
    {
        var rows = DimText.Of(Shape.Of(body.Space.Dims.Take(Outer)).Size);
        var groups = HasGroups ? rows : IntegerDivision.Groups(rows, Threads);
        writer.Line($"device.Launch(Run, {groups}, {GraphText.Number(Threads)}, {arguments});");
    }

    public void Run()
    {
        if (HasGroups)
        {
            IlgpuTree.Declare(writer, text, body.Phases, Threads);
            writer.Line("int thread = Group.IdxX;").Line("long row = Grid.IdxX;");
        }
        else
        {
            writer.Line($"long row = ((long)Grid.IdxX * {GraphText.Number(Threads)}) + Group.IdxX;");
            writer.Line($"if (row >= {DimText.Of(Shape.Of(body.Space.Dims.Take(Outer)).Size)}) return;");
        }

        Coordinates.Declare(writer, "row", body.Space.Dims.Take(Outer).ToList());
        for (var number = 0; number < body.Phases.Count; number++) Phase(body.Phases[number], number);
    }

    private void Phase(Phase phase, int number)
    {
        var walk = new IlgpuPhase(writer, text, phase, number, Places(inner: !phase.PerRow), axis => axis >= Outer);
        if (IsMap)
        {
            walk.Inside();
            return;
        }

        if (phase.PerRow)
        {
            if (!HasGroups) walk.Inside();
            else using (writer.Open("if (thread == 0)")) walk.Inside();
            return;
        }

        walk.Outside();
        var hasRests = IlgpuTree.HasRests(text, body.Inner.Size, HasGroups ? Threads : 1);
        foreach (var reduction in phase.Reductions) IlgpuTree.Begin(writer, text, reduction, hasRests);
        using (writer.Open(HasGroups
            ? $"for (long i = thread; i < {Length}; i += {GraphText.Number(Threads)})"
            : $"for (long i = 0; i < {Length}; i++)"))
        {
            Coordinates.Declare(writer, "i", body.Inner.Dims.ToList());
            walk.Inside();
            foreach (var reduction in phase.Reductions) IlgpuTree.Take(writer, reduction, walk.Value(reduction.Value), "i", hasRests);
        }

        foreach (var reduction in phase.Reductions)
        {
            if (HasGroups) IlgpuTree.Meet(writer, reduction, "thread", Threads, "tree[0]", "places[0]", "thread");
            IlgpuTree.End(writer, reduction);
        }
    }

    private string Length => DimText.Of(body.Inner.Size);

    private List<string?> Places(bool inner)
        => Enumerable.Range(0, _rank)
            .Select(axis => axis < Outer
                ? Coordinates.Name("row", axis, Outer)
                : inner ? Coordinates.Name("i", axis - Outer, _rank - Outer) : null).ToList();
}
