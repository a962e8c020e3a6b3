using System.ComponentModel;

namespace ModelGen.Runtime;

/// <summary>What follows from the precision of a tensor's elements.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public static class Precisions
{
    /// <summary>Bytes of an element.</summary>
    public static int Size(this Precision precision) => precision == Precision.Double ? sizeof(double) : sizeof(float);

    /// <summary>Whether a number is finite once it is rounded to the precision.</summary>
    internal static bool IsFinite(this Precision precision, double number)
        => precision == Precision.Double ? double.IsFinite(number) : float.IsFinite((float)number);

    /// <summary>By how much of a number rounding may change it: the distance from 1 to the next number.</summary>
    internal static double Epsilon(this Precision precision)
        => precision == Precision.Double ? double.BitIncrement(1) - 1 : MathF.BitIncrement(1) - 1;
}
