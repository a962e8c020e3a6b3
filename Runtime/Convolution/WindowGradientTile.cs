namespace ModelGen.Runtime;

/// <summary>
/// What the products for a convolution's weight have in common: a column for each of the left operand's rows, a row for each of the
/// windows' elements.
/// </summary>
/// <param name="lanes">Columns of a panel and of the tile; 1 where each of the left operand's rows lies by itself.</param>
internal readonly unsafe struct WindowGradientTile<T>(int lanes)
    where T : unmanaged
{
    /// <summary>Puts zeros between the rows of windows.</summary>
    /// <param name="packed">The left operand's columns for each window.</param>
    /// <param name="panel">Gets them, and zeros.</param>
    /// <param name="rows">How many rows of windows.</param>
    /// <param name="columns">How many windows a row has.</param>
    /// <param name="width">With the zeros.</param>
    public void Spread(T* packed, T* panel, int rows, int columns, int width)
    {
        var (used, all) = (columns * lanes, width * lanes);
        for (var row = 0; row < rows; row++, packed += used, panel += all)
        {
            VectorRow<T>.Move(packed, panel, used);
            new Span<T>(panel + used, all - used).Clear();
        }
    }

    /// <summary>Turns the sums to a row for each of the left operand's, behind the tile.</summary>
    /// <param name="tile">The sums.</param>
    /// <param name="rows">The left operand's rows.</param>
    /// <param name="count">Elements of windows.</param>
    /// <returns>The first row; from row to row there are as many elements as windows have.</returns>
    public T* Transpose(T* tile, int rows, int count)
    {
        var turned = tile + (count * lanes);
        for (var element = 0; element < count; element++)
        {
            for (var line = 0; line < rows; line++) turned[(line * count) + element] = tile[(element * lanes) + line];
        }

        return turned;
    }
}
