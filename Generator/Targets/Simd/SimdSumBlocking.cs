using ModelGen.Generator.CSharp;
using ModelGen.Generator.IR;

namespace ModelGen.Generator.Targets.Simd;

/// <summary>
/// After how many terms float sums are continued in double: few enough that the rounding error stays below 1e-6 of the sum of magnitudes.
/// It follows from the sizes alone, neither from threads nor from the width of vectors.
/// </summary>
/// <param name="Axis">The axis that is walked in blocks.</param>
/// <param name="Length">The number of points of a block.</param>
internal sealed record SimdSumBlocking(int Axis, int Length)
{
    /// <summary>The exclusive end of a block.</summary>
    public const string End = "blockEnd";

    /// <summary>The first point of a block.</summary>
    public const string First = "block";

    // Terms that a float adds: more where a lane is a column and the vectors are fewer than the terms; each term adds an error of 2^-24.
    private const int TermsOfRow = 8;
    private const int TermsOfColumn = 16;

    /// <summary>The blocks of a row whose last axis lanes lie along, 16 floats together; null if the whole row is one.</summary>
    public static SimdSumBlocking? OfRow(Shape space, int outer) => Create(space, outer, TermsOfRow, SimdLanes.MostLanes);

    /// <summary>The blocks of columns; null if all of a column is one.</summary>
    public static SimdSumBlocking? OfColumn(Shape space, int kept) => Create(space, kept, TermsOfColumn, 1);

    /// <summary>Opens the loop over blocks of a range.</summary>
    public SourceWriter.Block Open(SourceWriter writer, string first, string end)
    {
        var block = writer.Open($"for (var {First} = {first}; {First} < {end}; {First} += {GraphText.Number(Length)})");
        writer.Line($"var {End} = Math.Min({First} + {GraphText.Number(Length)}, {end});");
        return block;
    }

    private static SimdSumBlocking? Create(Shape space, int first, int most, int pointsPerTerm)
    {
        var terms = 1;
        for (var axis = space.Rank - 1; axis >= first; axis--)
        {
            var places = axis == space.Rank - 1 ? pointsPerTerm : 1;
            if (space[axis].Constant is not { } length || ((length + places - 1) / places) * terms > most)
                return new(axis, most / terms * places);
            terms *= (int)Math.Max(1, (length + places - 1) / places);
        }

        return null;
    }
}
