using System.Runtime.CompilerServices;

namespace ModelGen.Runtime;

/// <summary>Copies an operand into panels: a unit of rows beside each other, term after term, filled up with zeros.</summary>
internal static unsafe class GemmPack
{
    /// <param name="source">The first row's first term.</param>
    /// <param name="rowStride">Elements from row to row.</param>
    /// <param name="termStride">Elements from term to term.</param>
    /// <param name="rows">Rows of the left operand, or columns of the right one.</param>
    /// <param name="terms">Terms of the sum.</param>
    /// <param name="unit">Rows in a panel.</param>
    /// <param name="panels">Gets the panels, each of unit * terms elements.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Rows<T>(T* source, nint rowStride, nint termStride, int rows, int terms, int unit, T* panels)
        where T : unmanaged
    {
        for (var row = 0; row < rows; row += unit, panels += unit * terms)
        {
            var here = Math.Min(unit, rows - row);
            var start = source + (row * rowStride);
            if (here < unit) new Span<T>(panels, unit * terms).Clear();
            if (rowStride == 1) SideBySide(start, termStride, here, terms, unit, panels);
            else Apart(start, rowStride, termStride, here, terms, unit, panels);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void SideBySide<T>(T* source, nint termStride, int rows, int terms, int unit, T* panel)
        where T : unmanaged
    {
        for (var term = 0; term < terms; term++, source += termStride, panel += unit) new ReadOnlySpan<T>(source, rows).CopyTo(new(panel, unit));
    }

    // Row by row, since the terms of a row are neighbours or at least on few pages.
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Apart<T>(T* source, nint rowStride, nint termStride, int rows, int terms, int unit, T* panel)
        where T : unmanaged
    {
        for (var row = 0; row < rows; row++)
        {
            var from = source + (row * rowStride);
            var to = panel + row;
            for (var term = 0; term < terms; term++, from += termStride, to += unit) *to = *from;
        }
    }
}
