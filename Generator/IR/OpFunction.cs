using System.Globalization;

namespace ModelGen.Generator.IR;

/// <summary>
/// What an elementwise primitive means on one element. In C# it is a form: the name of a function, or an expression in which {0}, {1} and
/// {2} stand for the operands, and {Type} for the type of the result.
/// </summary>
/// <param name="Arity">The number of operands.</param>
/// <param name="Value">
/// The value on numbers, where true is 1, before it is rounded to the type of the result; null of numbers, by
/// <see cref="DeviceDependent"/>, where it is left to the device.
/// </param>
/// <param name="Cycles">Cycles of a vector of eight floats, as measured for <c>VectorMath</c> in a loop.</param>
/// <param name="Host">The form on the host, on doubles.</param>
/// <param name="Vector">
/// The form on vectors; a conversion, to what {Lane} names, has a second operand, whether the first is a mask.
/// </param>
/// <param name="Kernel">The form in a kernel of ILGPU, where {Math} is the class of functions of the result's type.</param>
/// <param name="ScalarName">The function of Math, float or double by which a function on scalars calls it; null where there is
/// none.</param>
/// <param name="Method">The method of Tensor without parameters that is it; null where there is none.</param>
/// <param name="Range">The range of the result; null of more than one operand, where it depends on the nodes.</param>
/// <param name="Slope">
/// A range that is finite wherever the derivative is, from those of the operand and of the result; null of more than one operand.
/// </param>
/// <param name="Selects">Whether it passes its gradient on to some elements alone, and zeros to the others.</param>
internal sealed record OpFunction(int Arity, Func<double[], double?> Value, double Cycles, string Host, string Vector, string Kernel,
    string? ScalarName, string? Method, Func<ValueRange, ValueRange>? Range, Func<ValueRange, ValueRange, ValueRange>? Slope, bool Selects)
{
    /// <summary>The value of a function whose last bits differ between devices: it is never computed at compile time.</summary>
    public static readonly Func<double[], double?> DeviceDependent = _ => null;

    /// <summary>A form with its operands.</summary>
    public static string Apply(string form, IEnumerable<string> operands)
        => form.Contains("{0}")
            ? string.Format(CultureInfo.InvariantCulture, form, [.. operands])
            : $"{form}({string.Join(", ", operands)})";
}
