using System.ComponentModel;
using System.Globalization;

namespace ModelGen.Runtime;

/// <summary>What emitted calls check before they run anything, so that a wrong input changes nothing.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public static class InputCheck
{
    /// <summary>The value of the one symbol that an input's number of elements tells.</summary>
    /// <param name="input">The input's name.</param>
    /// <param name="shape">Its shape as declared, such as <c>[N, 784]</c>.</param>
    /// <param name="symbol">The symbol's name.</param>
    /// <param name="elements">How many elements were given.</param>
    /// <param name="unit">How many each unit of the symbol takes.</param>
    /// <param name="offset">How many there are beside those.</param>
    /// <param name="least">The least that the symbol may be: 0 for calls that learn nothing.</param>
    /// <exception cref="ArgumentException">The symbol would be less, or no whole number.</exception>
    public static long Solve(string input, string shape, string symbol, long elements, long unit, long offset = 0, int least = 1)
    {
        if (unit == 0)
        {
            var instead = least == 0 ? "; pass tensors, whose shapes tell it" : "; the other dimensions must be 1 or more";
            throw new ArgumentException($"{input} {shape} takes 0 elements for each {symbol}, so that its size does not tell "
                + $"{symbol}{instead}.", input);
        }

        var (whole, rest) = Math.DivRem(elements - offset, unit);
        if (rest == 0 && whole >= least) return whole;
        throw rest == 0
            ? TooSmall(input, shape, symbol, elements, whole, least, (least * unit) + offset)
            : NoWhole(input, shape, symbol, elements, unit, offset);
    }

    private static ArgumentException TooSmall(string input, string shape, string symbol, long elements, long value, int least, long first)
    {
        var given = elements == 0 ? "is empty" : $"got {elements} elements";
        return new($"{input} {shape} {given}: {symbol} would be {value}, but must be {least} or more; {symbol} = {least} takes "
            + $"{first} elements.", input);
    }

    private static ArgumentException NoWhole(string input, string shape, string symbol, long elements, long unit, long offset)
    {
        var below = (long)Math.Floor((elements - offset) / (double)unit);
        var nearest = string.Join(", ", new[] { below, below + 1 }.Where(value => value >= 1)
            .Select(value => $"{symbol} = {value} takes {(value * unit) + offset}"));
        var why = offset == 0 ? $"is no multiple of {unit}" : $"fits no whole {symbol}";
        return new($"{input} {shape} got {elements} elements, which {why}: {nearest}.", input);
    }

    /// <summary>Checks an input all of whose dimensions are known.</summary>
    /// <param name="input">The input's name.</param>
    /// <param name="shape">Its shape as declared.</param>
    /// <param name="elements">How many elements were given.</param>
    /// <param name="expected">How many there must be.</param>
    /// <exception cref="ArgumentException">The numbers differ.</exception>
    public static void Expect(string input, string shape, long elements, long expected)
    {
        if (elements != expected)
            throw new ArgumentException(
                $"{input} {shape} got {elements} elements; it takes {expected}, as the model's dimensions and the other inputs say.",
                input);
    }

    /// <summary>What is wrong with an input whose number of elements follows from sizes that the caller gives.</summary>
    /// <param name="input">The input's name.</param>
    /// <param name="shape">Its shape as declared.</param>
    /// <param name="elements">How many elements were given.</param>
    /// <param name="expected">How many there must be.</param>
    /// <param name="sizes">The sizes, such as <c>n = 2, t = 3</c>.</param>
    public static ArgumentException Misfit(string input, string shape, long elements, long expected, string sizes)
        => new($"{input} {shape} got {elements} elements; with {sizes} it takes {expected}.", input);

    /// <summary>Checks that a result has room.</summary>
    /// <param name="result">Its name.</param>
    /// <param name="shape">Its shape as declared.</param>
    /// <param name="length">The elements that the destination can take.</param>
    /// <param name="needed">The elements of the result.</param>
    /// <exception cref="ArgumentException">The destination is too short.</exception>
    public static void Room(string result, string shape, long length, long needed)
    {
        if (length < needed)
            throw new ArgumentException($"{result} {shape} has {needed} elements for these inputs; the destination has room for {length}.",
                result);
    }

    /// <summary>Checks a dimension that the constructor or a tensor gives.</summary>
    /// <param name="name">Its name.</param>
    /// <param name="value">Its value.</param>
    /// <param name="least">The least that it may be: 0 for calls that learn nothing.</param>
    /// <exception cref="ArgumentOutOfRangeException">It is less.</exception>
    public static void Dimension(string name, long value, int least = 1)
    {
        if (value < least) throw new ArgumentOutOfRangeException(name, value,
            $"{name} is a dimension and must be {least} or more; got {value}.");
    }

    /// <summary>Checks a setting, such as a step size or a probability.</summary>
    /// <param name="name">Its name.</param>
    /// <param name="value">Its value.</param>
    /// <param name="minimum">The least value.</param>
    /// <param name="maximum">The greatest value.</param>
    /// <param name="excludesMaximum">Whether all values are below the maximum.</param>
    /// <returns>The value.</returns>
    /// <exception cref="ArgumentOutOfRangeException">It is not in the range, NaN or infinite.</exception>
    public static double Setting(string name, double value, double minimum, double maximum, bool excludesMaximum)
    {
        if (double.IsFinite(value) && value >= minimum && (excludesMaximum ? value < maximum : value <= maximum)) return value;
        FormattableString range = double.IsInfinity(maximum) ? $"a finite number of {minimum} or more"
            : excludesMaximum
                ? (FormattableString)$"a number of {minimum} or more and below {maximum}"
                : $"a number from {minimum} to {maximum}";
        var text = string.Create(CultureInfo.InvariantCulture, $"{name} must be {FormattableString.Invariant(range)}; got {value}.");
        throw new ArgumentOutOfRangeException(name, value, text);
    }

    /// <summary>Checks a number that a loop may count to.</summary>
    /// <param name="name">Its name.</param>
    /// <param name="value">The number.</param>
    /// <exception cref="ArgumentOutOfRangeException">It is less than 0.</exception>
    public static void Count(string name, long value)
    {
        if (value < 0)
            throw new ArgumentOutOfRangeException(name, value,
                $"{name} is a number of steps or an index and must be 0 or more; got {value}.");
    }

    /// <summary>Checks labels or indices.</summary>
    /// <param name="input">The input's name.</param>
    /// <param name="values">The labels.</param>
    /// <param name="classes">Each must be in [0, classes).</param>
    /// <exception cref="ArgumentException">One is not; the message names the first.</exception>
    public static void LabelsInRange(string input, ReadOnlySpan<int> values, long classes)
    {
        for (var index = 0; index < values.Length; index++)
        {
            if ((uint)values[index] >= (ulong)classes)
                throw new ArgumentException(
                    $"{input}[{index}] is {values[index]}; labels must be in 0..{classes - 1}, for there are {classes} classes.", input);
        }
    }

    /// <summary>Checks that two numbers differ, which the compiler could not decide.</summary>
    /// <param name="left">One number.</param>
    /// <param name="right">The other.</param>
    /// <param name="because">What would happen else, and what to do.</param>
    /// <exception cref="ArgumentException">The numbers are the same.</exception>
    public static void Differs(long left, long right, string because)
    {
        if (left == right) throw new ArgumentException($"{because}.");
    }

    /// <summary>The sizes of the batches of an epoch: full ones, and what is left for the last one.</summary>
    /// <param name="samples">How many samples there are.</param>
    /// <param name="batchSize">Samples of a batch.</param>
    /// <param name="dropsLast">Whether a last batch that is not full is left out.</param>
    public static IEnumerable<long> BatchSizes(long samples, long batchSize, bool dropsLast = false)
    {
        if (batchSize < 1) yield break;
        if (samples >= batchSize) yield return batchSize;
        if (samples % batchSize is > 0 and var last && !dropsLast) yield return last;
    }

    /// <summary>Checks an equality that the compiler could not decide.</summary>
    /// <param name="left">One side.</param>
    /// <param name="right">The other.</param>
    /// <param name="because">The shapes that ask for it.</param>
    /// <exception cref="ArgumentException">The sides differ.</exception>
    public static void Guard(long left, long right, string because)
    {
        if (left != right) throw new ArgumentException($"{because}. For these inputs the numbers are {left} and {right}.");
    }
}
