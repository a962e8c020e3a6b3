using System.ComponentModel;
using System.Runtime.CompilerServices;

namespace ModelGen.Runtime;

/// <summary>Copies an operand into panels: a unit of lines beside each other, term after term, filled up with zeros.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public static unsafe class GemmPanels
{
    /// <summary>Writes one term of all lines into the panels, for an operand that computes its elements term by term.</summary>
    /// <param name="values">The term's elements, line after line.</param>
    /// <param name="count">How many lines.</param>
    /// <param name="term">The number of the term in the block.</param>
    /// <param name="terms">How many terms the block has.</param>
    /// <param name="unit">Lines in a panel.</param>
    /// <param name="panels">The block's panels.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void PutTerm<T>(T* values, int count, int term, int terms, int unit, T* panels)
        where T : unmanaged
    {
        var to = panels + ((nint)term * unit);
        for (var line = 0; line < count; line += unit, to += (nint)terms * unit)
        {
            var here = Math.Min(unit, count - line);
            new ReadOnlySpan<T>(values + line, here).CopyTo(new(to, unit));
            if (here < unit) new Span<T>(to + here, unit - here).Clear();
        }
    }

    /// <summary>Writes a block that lies in memory, for an operand that is there or computes its elements line by line.</summary>
    /// <param name="source">The first line's first term.</param>
    /// <param name="lineStride">Elements from line to line.</param>
    /// <param name="termStride">Elements from term to term.</param>
    /// <param name="count">How many lines.</param>
    /// <param name="terms">How many terms.</param>
    /// <param name="unit">Lines in a panel.</param>
    /// <param name="panels">Gets the panels.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Fill<T>(T* source, nint lineStride, nint termStride, int count, int terms, int unit, T* panels)
        where T : unmanaged
    {
        for (var line = 0; line < count; line += unit, panels += unit * terms)
        {
            var here = Math.Min(unit, count - line);
            var start = source + (line * lineStride);
            if (here < unit) new Span<T>(panels, unit * terms).Clear();
            if (lineStride == 1) SideBySide(start, termStride, here, terms, unit, panels);
            else Apart(start, lineStride, termStride, here, terms, unit, panels);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void SideBySide<T>(T* source, nint termStride, int lines, int terms, int unit, T* panel)
        where T : unmanaged
    {
        for (var term = 0; term < terms; term++, source += termStride, panel += unit) new ReadOnlySpan<T>(source, lines).CopyTo(new(panel, unit));
    }

    // Line by line, since the terms of a line are neighbours or at least on few pages.
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Apart<T>(T* source, nint lineStride, nint termStride, int lines, int terms, int unit, T* panel)
        where T : unmanaged
    {
        for (var line = 0; line < lines; line++)
        {
            var from = source + (line * lineStride);
            var to = panel + line;
            for (var term = 0; term < terms; term++, from += termStride, to += unit) *to = *from;
        }
    }
}
