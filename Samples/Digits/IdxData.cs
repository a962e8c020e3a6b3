namespace MnistDigits;

/// <summary>What an IDX file holds: the length of each axis, and the elements, the last axis running fastest.</summary>
internal sealed record IdxData(int[] Shape, byte[] Elements);
