using System.ComponentModel;

namespace ModelGen.Runtime;

/// <summary>What emitted calls check of the indices and sizes that only a call knows, before anything runs that uses them.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public static class LimitCheck
{
    /// <summary>Checks an index or a bound against the size of an axis.</summary>
    /// <param name="what">The expression and what the number is in it, such as <c>x[i]: the index i</c>.</param>
    /// <param name="name">The number as it is written, such as <c>i</c>.</param>
    /// <param name="value">Its value.</param>
    /// <param name="least">The least that it may be.</param>
    /// <param name="most">The greatest; below <paramref name="least"/> where there is none.</param>
    /// <param name="where">What has the size, such as <c>axis 0 of [T, 3]</c>.</param>
    /// <param name="size">The size.</param>
    /// <exception cref="ArgumentOutOfRangeException">The value is outside; the message has all of these.</exception>
    public static void Within(string what, string name, long value, long least, long most, string where, long size)
    {
        if (value >= least && value <= most) return;
        var range = most < least ? "nothing fits" : $"it must be in {least}..{most}";
        throw new ArgumentOutOfRangeException(name, value, $"{what} is {value}; {range}, for {where} has {size}.");
    }

    /// <summary>Checks a size, a stride, a padding or the like.</summary>
    /// <param name="what">The expression and what the number is in it.</param>
    /// <param name="name">The number as it is written.</param>
    /// <param name="value">Its value.</param>
    /// <param name="least">The least that it may be.</param>
    /// <exception cref="ArgumentOutOfRangeException">It is less; the message has all of these.</exception>
    public static void AtLeast(string what, string name, long value, long least)
    {
        if (value < least) throw new ArgumentOutOfRangeException(name, value, $"{what} is {value}; it must be {least} or more.");
    }
}
