using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace ModelGen.Runtime;

/// <summary>Packs lines whose terms lie side by side: blocks of 4 terms are transposed in registers.</summary>
internal static unsafe class GemmTranspose
{
    /// <summary>Writes lines beside each other, term after term.</summary>
    /// <param name="source">The first line's first term.</param>
    /// <param name="lineStride">Elements from line to line.</param>
    /// <param name="lines">How many lines.</param>
    /// <param name="terms">How many terms.</param>
    /// <param name="unit">Elements from term to term of the panel.</param>
    /// <param name="panel">The panel.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Panel(float* source, nint lineStride, int lines, int terms, int unit, float* panel)
    {
        var line = 0;
        if (Avx.IsSupported)
        {
            for (; line <= lines - 8; line += 8) Eight(source + (line * lineStride), lineStride, terms, unit, panel + line);
        }

        for (; line <= lines - 4; line += 4) Four(source + (line * lineStride), lineStride, terms, unit, panel + line);
        for (; line <= lines - 2; line += 2) Two(source + (line * lineStride), lineStride, terms, unit, panel + line);
        for (; line < lines; line++) One(source + (line * lineStride), terms, unit, panel + line);
    }

    // The upper half of each vector holds the lines 4 further on, so that the transposition stays within the halves.
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Eight(float* source, nint stride, int terms, int unit, float* panel)
    {
        var term = 0;
        var (second, third) = (stride, 2 * stride);
        var far = source + (4 * stride);
        for (; term <= terms - 4; term += 4, source += 4, far += 4)
        {
            var a = Vector256.Create(Vector128.Load(source), Vector128.Load(far));
            var b = Vector256.Create(Vector128.Load(source + second), Vector128.Load(far + second));
            var c = Vector256.Create(Vector128.Load(source + third), Vector128.Load(far + third));
            var d = Vector256.Create(Vector128.Load(source + third + second), Vector128.Load(far + third + second));
            var (ab, cd) = (Avx.UnpackLow(a, b).AsDouble(), Avx.UnpackLow(c, d).AsDouble());
            Avx.UnpackLow(ab, cd).AsSingle().Store(panel);
            Avx.UnpackHigh(ab, cd).AsSingle().Store(panel += unit);
            (ab, cd) = (Avx.UnpackHigh(a, b).AsDouble(), Avx.UnpackHigh(c, d).AsDouble());
            Avx.UnpackLow(ab, cd).AsSingle().Store(panel += unit);
            Avx.UnpackHigh(ab, cd).AsSingle().Store(panel += unit);
            panel += unit;
        }

        for (; term < terms; term++, source++, panel += unit)
        {
            for (var line = 0; line < 8; line++) panel[line] = source[line * stride];
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Four(float* source, nint stride, int terms, int unit, float* panel)
    {
        var term = 0;
        for (; term <= terms - 4; term += 4, source += 4)
        {
            var (a, b) = (Vector128.Load(source), Vector128.Load(source + stride));
            var (c, d) = (Vector128.Load(source + (2 * stride)), Vector128.Load(source + (3 * stride)));
            var (ab, cd) = (Interleave.Low(a, b).AsDouble(), Interleave.Low(c, d).AsDouble());
            Interleave.Low(ab, cd).AsSingle().Store(panel);
            Interleave.High(ab, cd).AsSingle().Store(panel += unit);
            (ab, cd) = (Interleave.High(a, b).AsDouble(), Interleave.High(c, d).AsDouble());
            Interleave.Low(ab, cd).AsSingle().Store(panel += unit);
            Interleave.High(ab, cd).AsSingle().Store(panel += unit);
            panel += unit;
        }

        for (; term < terms; term++, source++, panel += unit)
        {
            for (var line = 0; line < 4; line++) panel[line] = source[line * stride];
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Two(float* source, nint stride, int terms, int unit, float* panel)
    {
        var term = 0;
        for (; term <= terms - 4; term += 4, source += 4)
        {
            var (a, b) = (Vector128.Load(source), Vector128.Load(source + stride));
            var (low, high) = (Interleave.Low(a, b).AsInt64(), Interleave.High(a, b).AsInt64());
            *(long*)panel = low.GetElement(0);
            *(long*)(panel += unit) = low.GetElement(1);
            *(long*)(panel += unit) = high.GetElement(0);
            *(long*)(panel += unit) = high.GetElement(1);
            panel += unit;
        }

        for (; term < terms; term++, source++, panel += unit) (panel[0], panel[1]) = (source[0], source[stride]);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void One(float* source, int terms, int unit, float* panel)
    {
        for (var term = 0; term < terms; term++, panel += unit) *panel = source[term];
    }
}
