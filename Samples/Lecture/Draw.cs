using System.Numerics.Tensors;

namespace Lecture;

/// <summary>
/// Numbers that a hash of their place gives, the same here and in References/make_lecture.py: 24 bits each, which a float holds exactly.
/// </summary>
internal static class Draw
{
    public static float[] Numbers(uint seed, int count, float low = -1, float high = 1)
    {
        var values = new float[count];
        for (var place = 0; place < count; place++) values[place] = (Unit((uint)place, seed) * (high - low)) + low;
        return values;
    }

    /// <summary>The same as a tensor.</summary>
    public static ReadOnlyTensorSpan<float> Shaped(uint seed, params nint[] dims)
        => new(Numbers(seed, (int)dims.Aggregate((product, dim) => product * dim)), dims, []);

    private static float Unit(uint place, uint seed)
    {
        unchecked
        {
            var x = (place * 2654435761u) + (seed * 2246822519u) + 374761393u;
            x = (x ^ (x >> 15)) * 2246822519u;
            x = (x ^ (x >> 13)) * 3266489917u;
            x ^= x >> 16;
            return (x >> 8) / 16777216f;
        }
    }
}
