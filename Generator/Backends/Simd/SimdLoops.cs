using ModelGen.Generator.Emit;
using ModelGen.Generator.IR;

namespace ModelGen.Generator.Backends.Simd;

/// <summary>The coordinates of axes that are walked as one.</summary>
internal static class SimdLoops
{
    /// <summary>The name of an axis's coordinate among <paramref name="outer"/> axes that are walked as one row number.</summary>
    public static string Coordinate(int axis, int outer) => outer == 1 ? "row" : "row" + GraphText.Number(axis);

    /// <summary>Declares the coordinates that a row number stands for; of a single axis it is the coordinate itself.</summary>
    public static void Coordinates(SourceWriter writer, string row, IReadOnlyList<Dim> dims)
    {
        if (dims.Count < 2) return;
        var step = Dim.One;
        for (var axis = dims.Count - 1; axis >= 0; axis--)
        {
            var quotient = step.IsOne ? row : $"{row} / {DimText.Atom(step)}";
            writer.Line($"var {Coordinate(axis, dims.Count)} = {(axis == 0 ? quotient : $"{quotient} % {DimText.Atom(dims[axis])}")};");
            step *= dims[axis];
        }
    }
}
