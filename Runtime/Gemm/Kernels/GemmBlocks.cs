namespace ModelGen.Runtime;

/// <summary>Blocks of columns with which the same rows are multiplied.</summary>
/// <param name="Count">How many.</param>
/// <param name="Apart">Elements from the columns of a block to those of the next.</param>
/// <param name="Sums">Elements from sums to sums.</param>
internal readonly record struct GemmBlocks(int Count, nint Apart, nint Sums);
