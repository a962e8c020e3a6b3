using ModelGen.Generator.CSharp;
using ModelGen.Generator.IR;

namespace ModelGen.Generator.Targets.Simd;

/// <summary>
/// Writes a vectorized loop over a range: the main loop over whole vectors, with single load and store instructions, and the remainder.
/// </summary>
internal static class SimdLanes
{
    /// <summary>A multiple of the lanes of every vector: 16 floats in 512 bits.</summary>
    public const int MostLanes = 16;

    /// <summary>
    /// Whether ranges that begin at multiples of 64 and end there or at the last place are made of whole vectors of any width.
    /// </summary>
    /// <param name="length">The number of points along the vectorized axis.</param>
    public static bool IsWhole(Dim length) => length.DivideExact(MostLanes) is not null;

    /// <param name="isWhole">Whether each range is made of whole vectors of any width: <see cref="IsWhole"/>.</param>
    /// <param name="lane">The name of the first lane's place.</param>
    /// <param name="first">The first place of the range.</param>
    /// <param name="end">The place after the last.</param>
    /// <param name="body">Writes what is done, given how many lanes count.</param>
    /// <param name="mayRepeat">Whether a point may be computed twice: then the last vector overlaps the one before it instead of being
    /// partial.</param>
    public static void Loop(SourceWriter writer, SimdKernelText text, bool isWhole, string lane, string first, string end,
        Action<string> body, bool mayRepeat = false)
    {
        if (mayRepeat && !isWhole)
        {
            Repeating(writer, text, lane, first, end, body);
            return;
        }

        using (writer.Open($"for (var {lane} = {first}; {lane} <= {end} - {text.AllLanes}; {lane} += {text.AllLanes})"))
            body(text.AllLanes);
        if (isWhole) return;
        var range = first is "0" or "0L" ? end : $"({end} - {first})";
        using (writer.Open($"for (var {lane} = {end} - ({range} % {text.AllLanes}); {lane} < {end}; {lane} += {text.AllLanes})"))
            PartialVector(writer, lane, end, body);
    }

    private static void Repeating(SourceWriter writer, SimdKernelText text, string lane, string first, string end, Action<string> body)
    {
        using (writer.Open($"for (var next = {first}; next < {end} && {end} - {first} >= {text.AllLanes}; next += {text.AllLanes})"))
        {
            writer.Line($"var {lane} = Math.Min(next, {end} - {text.AllLanes});");
            body(text.AllLanes);
        }

        using (writer.Open($"for (var {lane} = {first}; {lane} < {end} && {end} - {first} < {text.AllLanes}; {lane} = {end})"))
            PartialVector(writer, lane, end, body);
    }

    private static void PartialVector(SourceWriter writer, string lane, string end, Action<string> body)
    {
        writer.Line($"var count = (int)({end} - {lane});");
        body("count");
    }
}
