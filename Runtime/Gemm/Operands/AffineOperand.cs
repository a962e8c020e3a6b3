using System.ComponentModel;
using System.Runtime.CompilerServices;

namespace ModelGen.Runtime;

/// <summary>
/// An operand of a product that is no matrix in memory but can be read as one: the number of a batch, that of a place (a row of the left
/// operand, a column of the right one) and that of a term are row-major numbers along axes, and an element lies at a sum of steps along all
/// axes, or is 0 outside of bounds. So a convolution multiplies the windows of an image without laying them out.
/// </summary>
/// <typeparam name="T">float or double.</typeparam>
/// <param name="data">The first element.</param>
/// <param name="batches">How many axes the batches have.</param>
/// <param name="places">How many axes the places have, 1 or more.</param>
/// <param name="terms">How many axes the terms have, 1 or more.</param>
/// <param name="axes">For each axis of the batches, the places, then the terms: its size; then for each its step in memory; then, for each
/// of the bounds, the index's step along each.</param>
/// <param name="bounds">How many conditions 0 &lt;= index &lt; extent there are.</param>
/// <param name="limits">For each of the bounds: the index of the first element, then the extent.</param>
[EditorBrowsable(EditorBrowsableState.Never)]
public readonly unsafe struct AffineOperand<T>(T* data, int batches, int places, int terms, long* axes, int bounds, long* limits)
    : IGemmOperand<T>
    where T : unmanaged
{
    // Places that are laid out at once, so that a line of them stays in the first cache.
    private const int LongestLine = 256;

    internal int Batches => batches;

    internal int Places => places;

    internal int Terms => terms;

    internal T* Data => data;

    private int Axes => batches + places + terms;

    /// <inheritdoc/>
    public bool IsSameForBatches
    {
        get
        {
            for (var row = 1; row <= 1 + bounds; row++)
            {
                if (new ReadOnlySpan<long>(axes + (row * Axes), batches).ContainsAnyExcept(0)) return false;
            }

            return true;
        }
    }

    /// <inheritdoc/>
    public bool LinesAreNeighbours => Step(batches + places - 1) == 1;

    /// <summary>The size of an axis of the batches, the places, then the terms.</summary>
    internal long Size(int axis) => axes[axis];

    /// <summary>Its step in memory.</summary>
    internal long Step(int axis) => axes[Axes + axis];

    /// <summary>What a number along some axes adds to the place in memory.</summary>
    internal long Offset(int axis, int count, long number) => new BatchSteps(count, axes + axis, axes + Axes + axis).Offset((int)number);

    /// <inheritdoc/>
    [SkipLocalsInit]
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public void Pack(T* panels, int batch, int first, int count, int depth, int length, int unit)
    {
        var start = stackalloc long[1 + bounds];
        start[0] = 0;
        for (var bound = 0; bound < bounds; bound++) start[1 + bound] = limits[2 * bound];
        if (batches > 0) Locate(0, batches, batch, start, start);
        if (axes[Axes + batches + places - 1] != 1 && axes[(2 * Axes) - 1] == 1)
            PackByTerms(panels, start, first, count, depth, length, unit);
        else PackByPlaces(panels, start, first, count, depth, length, unit);
    }

    /// <inheritdoc/>
    public T* Find(int batch, int first, int depth, int length, out nint line)
    {
        var (place, last) = (batches + places - 1, Axes - 1);
        line = (nint)Step(place);
        if (bounds > 0 || places > 1 || Step(last) != 1 || (depth % Size(last)) + length > Size(last)) return null;
        return data + Offset(0, batches, batch) + (first * line) + Offset(place + 1, terms, depth);
    }

    /// <summary>Lays out a line of places for each term, and shares it out to the panels.</summary>
    [SkipLocalsInit]
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void PackByPlaces(T* panels, long* start, int first, int count, int depth, int length, int unit)
    {
        var whole = LongestLine / unit * unit;
        var line = stackalloc T[LongestLine];
        var runs = stackalloc long[LongestLine * (2 + bounds)];
        var at = stackalloc long[1 + bounds];
        for (var begin = 0; begin < count; begin += whole)
        {
            var here = Math.Min(whole, count - begin);
            var filled = (here + unit - 1) / unit * unit;
            new Span<T>(line + here, filled - here).Clear();
            var number = Runs(batches, places, first + begin, here, runs);
            for (var term = 0; term < length; term++)
            {
                Locate(batches + places, terms, depth + term, start, at);
                Line(line, runs, number, at, batches + places - 1);
                var to = panels + ((long)begin * length) + (term * unit);
                for (var from = line; from < line + filled; from += unit, to += unit * length) VectorRow<T>.Move(from, to, unit);
            }
        }
    }

    /// <summary>Lays out a line of terms for each place of a panel, and transposes them.</summary>
    [SkipLocalsInit]
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void PackByTerms(T* panels, long* start, int first, int count, int depth, int length, int unit)
    {
        var lines = stackalloc T[unit > 1 ? unit * length : 0];
        var runs = stackalloc long[length * (2 + bounds)];
        var at = stackalloc long[1 + bounds];
        var number = Runs(batches + places, terms, depth, length, runs);
        for (var begin = 0; begin < count; begin += unit, panels += unit * length)
        {
            var here = Math.Min(unit, count - begin);
            for (var place = 0; place < here; place++)
            {
                Locate(batches, places, first + begin + place, start, at);
                Line(unit > 1 ? lines + (place * length) : panels, runs, number, at, Axes - 1);
            }

            if (unit > 1) GemmPanels.Fill(lines, length, 1, here, length, unit, panels);
        }
    }

    /// <summary>Where the element of a number along some axes lies, and its index for each of the bounds, added to a start.</summary>
    private void Locate(int axis, int count, long number, long* start, long* at)
    {
        for (var sum = 0; sum <= bounds; sum++) at[sum] = start[sum];
        for (var inner = axis + count - 1; inner >= axis; inner--)
        {
            var (quotient, digit) = inner > axis ? Math.DivRem(number, axes[inner]) : (0, number);
            for (var sum = 0; sum <= bounds; sum++) at[sum] += digit * axes[((1 + sum) * Axes) + inner];
            number = quotient;
        }
    }

    /// <summary>
    /// Parts numbers along some axes where the last of them ends: the length of each run, where it starts, and its first index for each of
    /// the bounds.
    /// </summary>
    private int Runs(int axis, int count, long number, int length, long* runs)
    {
        var zero = stackalloc long[1 + bounds];
        new Span<long>(zero, 1 + bounds).Clear();
        var last = axes[axis + count - 1];
        var found = 0;
        for (var end = number + length; number < end; found++, runs += 2 + bounds)
        {
            runs[0] = count == 1 ? end - number : Math.Min(last - (number % last), end - number);
            Locate(axis, count, number, zero, runs + 1);
            number += runs[0];
        }

        return found;
    }

    /// <summary>Fills a line, run by run along an axis.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void Line(T* line, long* runs, int count, long* at, int axis)
    {
        var step = axes[Axes + axis];
        for (var run = 0; run < count; run++, runs += 2 + bounds)
        {
            var (begin, end) = (0L, runs[0]);
            for (var bound = 0; bound < bounds; bound++)
                Limit(at[1 + bound] + runs[2 + bound], axes[((2 + bound) * Axes) + axis], limits[(2 * bound) + 1], ref begin, ref end);
            var source = data + at[0] + runs[1];
            if (begin >= end) (begin, end) = (0, 0);
            for (var place = 0L; place < begin; place++) line[place] = default;
            if (step == 1) VectorRow<T>.Move(source + begin, line + begin, (int)(end - begin));
            else for (var place = begin; place < end; place++) line[place] = source[place * step];
            for (var place = end; place < runs[0]; place++) line[place] = default;
            line += runs[0];
        }
    }

    /// <summary>Narrows a range of places to those whose index, some steps from the first, is within its extent.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Limit(long index, long step, long extent, ref long begin, ref long end)
    {
        if (step == 1)
        {
            begin = Math.Max(begin, -index);
            end = Math.Min(end, extent - index);
        }
        else if (step == 0)
        {
            if (index < 0 || index >= extent) end = 0;
        }
        else
        {
            if (step < 0) (index, step) = (extent - 1 - index, -step);
            if (index < 0) begin = Math.Max(begin, (step - 1 - index) / step);
            end = Math.Min(end, index >= extent ? 0 : (extent - index + step - 1) / step);
        }
    }
}
