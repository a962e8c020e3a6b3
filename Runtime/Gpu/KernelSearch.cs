using System.ComponentModel;

namespace ModelGen.Gpu;

/// <summary>
/// The search for the greatest element, in whichever order the places are looked at: the first of equals, or the first NaN.
/// </summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public static class KernelSearch
{
    /// <summary>Whether a value takes the place of the best so far. A place of -1 is none.</summary>
    public static bool IsBetter(float value, int at, float best, int bestAt)
    {
        if (at < 0) return false;
        if (bestAt < 0) return true;
        bool isNaN = float.IsNaN(value), bestIsNaN = float.IsNaN(best);
        if (isNaN | bestIsNaN) return isNaN && (!bestIsNaN || at < bestAt);
        return value > best || (value == best && at < bestAt);
    }

    /// <summary>Whether a value takes the place of the best so far. A place of -1 is none.</summary>
    public static bool IsBetter(double value, int at, double best, int bestAt)
    {
        if (at < 0) return false;
        if (bestAt < 0) return true;
        bool isNaN = double.IsNaN(value), bestIsNaN = double.IsNaN(best);
        if (isNaN | bestIsNaN) return isNaN && (!bestIsNaN || at < bestAt);
        return value > best || (value == best && at < bestAt);
    }
}
