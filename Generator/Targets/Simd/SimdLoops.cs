using ModelGen.Generator.CSharp;
using ModelGen.Generator.IR;

namespace ModelGen.Generator.Targets.Simd;

/// <summary>Writes scalar loops over the axes of a space, one of which may be blocked for sums.</summary>
/// <param name="blocks">The blocks; null if there are none.</param>
/// <param name="begin">Writes what begins with a block.</param>
/// <param name="finish">Writes what ends with it.</param>
internal sealed class SimdLoops(SourceWriter writer, Shape space, SimdSumBlocking? blocks, Action begin, Action finish)
{
    /// <summary>Loops over the axes from one to before another.</summary>
    public void Loop(int first, int end, Action inside)
    {
        if (first >= end) inside();
        else if (blocks?.Axis == first)
            Block("0L", DimText.Format(space[first]), (from, to) => Axis(first, "var", from, to, () => Loop(first + 1, end, inside)));
        else Axis(first, "long", "0", DimText.Format(space[first]), () => Loop(first + 1, end, inside));
    }

    /// <summary>Walks a range in blocks.</summary>
    /// <param name="inside">Writes what is done in a block, given its first place and the one after its last.</param>
    public void Block(string first, string end, Action<string, string> inside)
    {
        using (blocks!.Open(writer, first, end))
        {
            begin();
            inside(SimdSumBlocking.First, SimdSumBlocking.End);
            finish();
        }
    }

    private void Axis(int axis, string type, string first, string end, Action inside)
    {
        var name = "i" + GraphText.Number(axis);
        using (writer.Open($"for ({type} {name} = {first}; {name} < {end}; {name}++)")) inside();
    }
}
