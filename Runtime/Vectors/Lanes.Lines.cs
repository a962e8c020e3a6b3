using System.Numerics;
using System.Runtime.CompilerServices;

namespace ModelGen.Runtime;

/// <summary>Vectors along two axes at once, of which the last is short: a line of places that begins anew within a vector.</summary>
public static unsafe partial class Lanes
{
    /// <summary>Elements side by side, each for several lanes that follow each other.</summary>
    /// <param name="source">The first lane's element.</param>
    /// <param name="place">Which of an element's lanes the first one is.</param>
    /// <param name="length">For how many lanes an element is.</param>
    /// <param name="count">How many lanes there are.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector<T> LoadRepeated<T>(T* source, int place, int length, int count)
        where T : unmanaged
    {
        if (length == 2 && place == 0 && LanesInMemory.CanGather<T>(1)) return LanesInMemory.Duplicate(source, count);
        return LoadRepeatedOneByOne(source, place, length, count);
    }

    /// <summary>Elements wherever they lie.</summary>
    /// <param name="source">The first lane's element.</param>
    /// <param name="offsets">How far each lane's element is from the first.</param>
    /// <param name="count">How many lanes there are.</param>
    public static Vector<T> LoadAt<T>(T* source, Vector<int> offsets, int count)
        where T : unmanaged
    {
        if (LanesInMemory.CanGather<T>(1)) return LanesInMemory.GatherAt(source, offsets, count);
        Span<T> values = stackalloc T[Vector<T>.Count];
        values.Clear();
        for (var lane = 0; lane < Math.Min(count, values.Length); lane++) values[lane] = source[offsets[lane]];
        return new(values);
    }

    /// <inheritdoc cref="LoadAt{T}(T*, Vector{int}, int)"/>
    public static Vector<double> LoadAt(double* source, Vector<long> offsets, int count)
    {
        Span<double> values = stackalloc double[Vector<double>.Count];
        values.Clear();
        for (var lane = 0; lane < Math.Min(count, values.Length); lane++) values[lane] = source[offsets[lane]];
        return new(values);
    }

    /// <summary>For each lane how often places have begun a line anew since the first lane.</summary>
    /// <param name="place">The first lane's place in its line.</param>
    /// <param name="length">How many places a line has: 1 to 16.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector<int> Turns(int place, int length)
    {
        // Exact below 512: the reciprocal is less than 2^-16 too large, and no product of it is as far above the quotient as the next
        // number is.
        const int bits = 16;
        return Vector.ShiftRightLogical((Vector<int>.Indices + Vector.Create(place)) * ((1 << bits) / length + 1), bits);
    }

    /// <inheritdoc cref="Turns(int, int)"/>
    public static Vector<long> Turns(long place, int length)
    {
        Span<long> turns = stackalloc long[Vector<long>.Count];
        for (var lane = 0; lane < turns.Length; lane++) turns[lane] = (place + lane) / length;
        return new(turns);
    }

    private static Vector<T> LoadRepeatedOneByOne<T>(T* source, int place, int length, int count)
        where T : unmanaged
    {
        Span<T> values = stackalloc T[Vector<T>.Count];
        values.Clear();
        for (var lane = 0; lane < Math.Min(count, values.Length); lane++) values[lane] = source[(place + lane) / length];
        return new(values);
    }
}
