using System.ComponentModel;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

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
        var (bytes, panel) = (unit * sizeof(T), (nint)terms * unit);
        if (bytes is > 16 and < 32 && term < terms - 1)
        {
            // What a whole vector writes too much is where the next term comes, and there is more to read as long as another panel follows.
            for (; count >= 2 * unit; count -= unit, values += unit, to += panel) Vector256.Load((byte*)values).Store((byte*)to);
        }

        for (; count >= unit; count -= unit, values += unit, to += panel) Copy((byte*)values, (byte*)to, bytes);
        if (count == 0) return;
        new ReadOnlySpan<T>(values, count).CopyTo(new(to, unit));
        new Span<T>(to + count, unit - count).Clear();
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
        if (lineStride == 1 && unit > 1 && count >= unit)
        {
            // Term by term, so that long runs of memory are read.
            var whole = count / unit * unit;
            for (var term = 0; term < terms; term++) PutTerm(source + (term * termStride), whole, term, terms, unit, panels);
            count -= whole;
            source += whole;
            panels += (nint)whole * terms;
        }

        if (lineStride == 1 && unit == 1 && typeof(T) == typeof(float))
        {
            // Whole lines are wanted: the terms take the part that lines have otherwise.
            GemmTranspose.Panel((float*)source, termStride, terms, count, terms, (float*)panels);
            return;
        }

        for (; count > 0; count -= unit, source += unit * lineStride, panels += unit * terms)
        {
            var here = Math.Min(unit, count);
            if (here < unit) new Span<T>(panels, unit * terms).Clear();
            if (lineStride == 1) PackContiguous(source, termStride, here, terms, unit, panels);
            else Transpose(source, lineStride, termStride, here, terms, unit, panels);
        }
    }

    /// <summary>Writes lines beside each other, term after term, and nothing else.</summary>
    /// <param name="source">The first line's first term.</param>
    /// <param name="lineStride">Elements from line to line.</param>
    /// <param name="termStride">Elements from term to term.</param>
    /// <param name="lines">How many lines.</param>
    /// <param name="terms">How many terms.</param>
    /// <param name="unit">Elements from term to term of what is written.</param>
    /// <param name="panel">Gets the lines.</param>
    internal static void Transpose<T>(T* source, nint lineStride, nint termStride, int lines, int terms, int unit, T* panel)
        where T : unmanaged
    {
        if (termStride == 1 && typeof(T) == typeof(float))
            GemmTranspose.Panel((float*)source, lineStride, lines, terms, unit, (float*)panel);
        else PackStrided(source, lineStride, termStride, lines, terms, unit, panel);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void PackContiguous<T>(T* source, nint termStride, int lines, int terms, int unit, T* panel)
        where T : unmanaged
    {
        for (var term = 0; term < terms; term++, source += termStride, panel += unit) Copy((byte*)source, (byte*)panel, lines * sizeof(T));
    }

    // Line by line, since the terms of a line are neighbours or at least on few pages.
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void PackStrided<T>(T* source, nint lineStride, nint termStride, int lines, int terms, int unit, T* panel)
        where T : unmanaged
    {
        for (var line = 0; line < lines; line++)
        {
            var from = source + (line * lineStride);
            var to = panel + line;
            for (var term = 0; term < terms; term++, from += termStride, to += unit) *to = *from;
        }
    }

    /// <summary>Copies a few elements.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Copy(byte* from, byte* to, int bytes)
    {
        for (; bytes >= 64; bytes -= 64, from += 64, to += 64)
        {
            var (first, second) = (Vector256.Load(from), Vector256.Load(from + 32));
            first.Store(to);
            second.Store(to + 32);
        }

        for (; bytes >= 16; bytes -= 16, from += 16, to += 16) Vector128.Load(from).Store(to);
        for (; bytes >= 8; bytes -= 8, from += 8, to += 8) *(long*)to = *(long*)from;
        if (bytes > 0) *(int*)to = *(int*)from;
    }
}
