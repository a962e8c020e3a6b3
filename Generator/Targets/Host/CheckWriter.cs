using ModelGen.Generator.CSharp;
using ModelGen.Generator.IR;
using ModelGen.Generator.Kernels;
using static ModelGen.Generator.CSharp.TypeNames;

namespace ModelGen.Generator.Targets.Host;

/// <summary>Writes the checks of indices and sizes as host code: loops and branches around checks alone.</summary>
/// <param name="writer">Gets the lines.</param>
/// <param name="taken">Names that variables around have; gets those of the numbers that conditions need.</param>
internal sealed class CheckWriter(SourceWriter writer, List<string> taken)
{
    /// <summary>Writes a block with those within it.</summary>
    public void Write(CheckBlock block)
    {
        Limits(writer, block.Limits);
        foreach (var guard in block.Guards) Guard(writer, guard);
        Inner(block);
    }

    /// <summary>Writes the blocks within a block.</summary>
    public void Inner(CheckBlock block)
    {
        var numbers = new HostExpressions(block.Numbers, taken);
        numbers.Write(writer);
        foreach (var loop in block.Loops) Write(loop);
        foreach (var branch in block.Branches) Write(branch, numbers);
    }

    private void Write(CheckLoop loop)
    {
        var index = Identifiers.Symbol(loop.Index);
        using (writer.Open($"for (long {index} = 0; {index} < {DimText.Format(loop.Count)}; {index}++)")) Write(loop.Body);
    }

    private void Write(CheckBranch branch, HostExpressions numbers)
    {
        using (writer.Open($"if ({numbers.Use(branch.Condition)})")) Write(branch.Then);
        if (branch.Else.IsEmpty) return;
        using (writer.Open("else")) Write(branch.Else);
    }

    /// <summary>Writes a line for each limit.</summary>
    public static void Limits(SourceWriter writer, IEnumerable<DimLimit> limits)
    {
        foreach (var limit in limits) writer.Line(Line(limit));
    }

    private static string Line(DimLimit limit)
    {
        var what = Literals.Text(limit.What);
        var value = $"{Literals.Text(limit.Value.ToString())}, {DimText.Format(limit.Value)}, {DimText.Format(limit.Least)}";
        if (limit.Most is not { } most) return $"{LimitCheck}.AtLeast({what}, {value});";
        return $"{LimitCheck}.Within({what}, {value}, {DimText.Format(most)}, {Literals.Text(limit.Where)}, {DimText.Format(limit.Size)});";
    }

    /// <summary>Checks a guard of known numbers.</summary>
    public static void Guard(SourceWriter writer, DimGuard guard)
        => writer.Line(
            $"{InputCheck}.{(guard.MustDiffer ? "Differs" : "Guard")}({DimText.Format(guard.Left)}, {DimText.Format(guard.Right)}, "
            + $"{Literals.Text(guard.Because)});");
}
