using ModelGen.Generator.CSharp;
using ModelGen.Generator.IR;

namespace ModelGen.Generator.Targets.Writers;

/// <summary>Linearized axes and the coordinates that are computed from the linear index.</summary>
internal static class Coordinates
{
    /// <summary>The name of an axis's coordinate among <paramref name="count"/> axes: of one axis it is the number itself.</summary>
    public static string Name(string number, int axis, int count) => count == 1 ? number : number + GraphText.Number(axis);

    /// <summary>
    /// The coordinate names if one axis is vectorized: the axes before it are linearized, and each one after it is a loop of its own.
    /// </summary>
    public static List<string?> ForColumns(int rank, int lane, string name)
        => Enumerable.Range(0, rank)
            .Select(axis => axis < lane ? Name("row", axis, lane) : axis == lane ? name : (string?)("i" + GraphText.Number(axis))).ToList();

    /// <summary>
    /// The one number, in row-major order, that coordinates along <paramref name="shape"/> stand for: an atom or in parentheses; without
    /// axes, of the one element that there is, 0.
    /// </summary>
    public static string Linearize(IEnumerable<string?> coordinates, Shape shape)
        => coordinates.Zip(shape.Dims, (name, dim) => (Name: name!, Dim: dim))
            .Aggregate("", (sum, next) =>
                sum.Length == 0 ? next.Name : $"(({sum} * {DimText.Atom(next.Dim)}) + {next.Name})") is { Length: > 0 } flat ? flat : "0";

    /// <summary>Declares the coordinates of a number.</summary>
    public static void Declare(SourceWriter writer, string number, IReadOnlyList<Dim> dims)
    {
        if (dims.Count < 2) return;
        var step = Dim.One;
        for (var axis = dims.Count - 1; axis >= 0; axis--)
        {
            var quotient = step.IsOne ? number : IntegerDivision.Quotient(number, DimText.Atom(step));
            writer.Line($"var {Name(number, axis, dims.Count)} = "
                + $"{(axis == 0 ? quotient : IntegerDivision.Remainder(quotient, DimText.Atom(dims[axis])))};");
            step *= dims[axis];
        }
    }
}
