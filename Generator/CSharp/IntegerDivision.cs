using ModelGen.Generator.IR;

namespace ModelGen.Generator.CSharp;

/// <summary>
/// Divisions of whole numbers in emitted code, all of which are written here. ILGPU compiles a signed division by a constant power of two
/// to a shift, which rounds down where C# rounds towards zero: -1 / 4 is -1 there. So what is divided is never below 0, or a multiple of
/// the divisor.
/// </summary>
internal static class IntegerDivision
{
    /// <summary>The quotient of what is never below 0, without parentheses.</summary>
    public static string Quotient(string dividend, string divisor) => $"{dividend} / {divisor}";

    /// <summary>What that leaves, without parentheses.</summary>
    public static string Remainder(string dividend, string divisor) => $"{dividend} % {divisor}";

    /// <summary>How many groups of a size hold a number of elements, the last perhaps in part; without parentheses.</summary>
    public static string Groups(string count, int size) => $"({count} + {GraphText.Number(size - 1)}) / {GraphText.Number(size)}";

    /// <summary>
    /// The quotient of any number, rounded down; in parentheses. The remainder above zero, which both roundings give, is taken away first,
    /// so that nothing is left to round.
    /// </summary>
    public static string Floor(string dividend, string divisor)
        => $"(({dividend} - (({dividend} % {divisor} + {divisor}) % {divisor})) / {divisor})";
}
