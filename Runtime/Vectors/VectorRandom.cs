using System.ComponentModel;
using System.Numerics;

namespace ModelGen.Runtime;

/// <summary>Random numbers for emitted kernels: the same as <see cref="Philox.UnitFloat"/>, one a lane.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public static class VectorRandom
{
    /// <summary>Uniform numbers in [0, 1) at some places of a tensor.</summary>
    public static Vector<float> Uniform(Vector<int> index, uint stream, uint turn, long step, long seed)
    {
        Span<float> numbers = stackalloc float[Vector<float>.Count];
        for (var lane = 0; lane < numbers.Length; lane++) numbers[lane] = Philox.UnitFloat((uint)index[lane], stream, turn, step, seed);
        return new(numbers);
    }

    /// <inheritdoc cref="Uniform(Vector{int}, uint, uint, long, long)"/>
    public static Vector<double> Uniform(Vector<long> index, uint stream, uint turn, long step, long seed)
    {
        Span<double> numbers = stackalloc double[Vector<double>.Count];
        for (var lane = 0; lane < numbers.Length; lane++) numbers[lane] = Philox.UnitFloat((uint)index[lane], stream, turn, step, seed);
        return new(numbers);
    }
}
