using ModelGen.Generator.CSharp;
using ModelGen.Generator.IR;

namespace ModelGen.Generator.Targets.Ilgpu;

/// <summary>
/// One operand of a product within a group of threads: the panel of it that lies in shared memory, and what a thread reads of that. A
/// thread that has four sums along the axis reads the four neighbouring numbers by one instruction; one that has fewer reads numbers 16
/// apart.
/// </summary>
/// <param name="type">Of the product.</param>
/// <param name="name">Of the panel: left or right.</param>
/// <param name="place">Of the coordinate along the axis: row or column.</param>
/// <param name="thread">Of the thread's number along the axis.</param>
/// <param name="extent">The operand's size along the axis.</param>
/// <param name="operand">Where the operand's elements lie.</param>
internal sealed class IlgpuPanel(
    IlgpuKernelText text, ElementType type, string name, string place, string thread, Dim extent, IlgpuOperand operand)
{
    private const int Quad = 4;

    private static readonly string[] LaneNames = ["X", "Y", "Z", "W"];

    /// <summary>Where the operand's elements lie.</summary>
    public IlgpuOperand Operand => operand;

    /// <summary>Sums of a thread along the axis: fewer where the axis is known to be short.</summary>
    public int Sums { get; } = extent.Constant <= text.Tiles.Side ? 1 : extent.Constant <= 2 * text.Tiles.Side ? 2 : Quad;

    /// <summary>Whether a thread's sums are neighbours.</summary>
    public bool IsWide => Sums == Quad;

    /// <summary>The size along the axis of a group's tile.</summary>
    public int Size => Side * Sums;

    private int Side => text.Tiles.Side;

    // Each thread of the first round fills one place.
    private int Depth => Side;

    // Padded, so that threads that fill it along the inner axis access different banks.
    private int Pitch => IsWide ? Size + Quad : Size + 1;

    /// <summary>The type of four neighbouring numbers.</summary>
    public static string QuadType(ElementType type) => type == ElementType.Float64 ? "Double4" : "Float4";

    /// <summary>The name of one of four.</summary>
    public static string LaneName(int number) => LaneNames[number];

    public void Declare(SourceWriter writer)
    {
        if (!IsWide)
        {
            writer.Line($"var {name} = SharedMemory.Allocate<{type.Keyword()}>({Text(Depth * Pitch)});");
            return;
        }

        writer.Line($"var {name}Quads = SharedMemory.Allocate<{QuadType(type)}>({Text(Depth * Pitch / Quad)});");
        writer.Line($"var {name} = {name}Quads.Cast<{type.Keyword()}>();");
    }

    /// <summary>
    /// Copies the operand's numbers from <c>start</c> on to the panel, 0 beyond the edges. Neighbouring threads read neighbours in memory.
    /// </summary>
    public void Fill(SourceWriter writer)
    {
        for (var round = 0; round < Sums; round++)
        {
            var part = round == 0 ? "thread" : $"(thread + {Text(round * Side * Side)})";
            var (at, term) = Place(part);
            using (writer.Open(""))
            {
                writer.Line($"int at = {at}, term = {term};");
                writer.Line($"long {place} = {First} + at, step = start + term;");
                operand.Declare(writer);
                writer.Line($"{name}[(term * {Text(Pitch)}) + at] = {place} < {place}s && step < terms{operand.Within} ? "
                    + $"{operand.Element} : 0;");
            }
        }
    }

    /// <summary>The place along the axis and the term that a thread fills.</summary>
    private (string At, string Term) Place(string thread)
        => operand.IsTermNeighbour
            ? (IntegerDivision.Quotient(thread, Text(Depth)), IntegerDivision.Remainder(thread, Text(Depth)))
            : (IntegerDivision.Remainder(thread, Text(Size)), IntegerDivision.Quotient(thread, Text(Size)));

    /// <summary>Declares what a thread multiplies at a term, some steps on.</summary>
    public void Read(SourceWriter writer, int step)
    {
        var term = step == 0 ? "term" : $"(term + {Text(step)})";
        if (IsWide) writer.Line($"var {name}{Text(step)} = {name}Quads[({term} * {Text(Pitch / Quad)}) + {thread}];");
        else writer.Line($"{type.Keyword()} {string.Join(", ", Enumerable.Range(0, Sums).Select(Declaration))};");

        string Declaration(int number)
            => $"{Value(step, number)} = {name}[({term} * {Text(Pitch)}) + {thread}{Plus(number * Side)}]";
    }

    /// <summary>All that <see cref="Read"/> declared, where it is wide.</summary>
    public string Values(int step) => name + Text(step);

    /// <summary>What <see cref="Read"/> declared for one of the sums.</summary>
    public string Value(int step, int number) => IsWide ? $"{name}{Text(step)}.{LaneName(number)}" : $"{name}{Text(step)}{Text(number)}";

    /// <summary>The coordinate of one of the sums.</summary>
    public string CoordinateOf(int number)
        => IsWide ? $"{First} + ({thread} * {Text(Quad)}){Plus(number)}" : $"{First} + {thread}{Plus(number * Side)}";

    private string First => place == "row" ? "firstRow" : "firstColumn";

    private static string Plus(int number) => number == 0 ? "" : $" + {Text(number)}";

    private static string Text(int number) => GraphText.Number(number);
}
