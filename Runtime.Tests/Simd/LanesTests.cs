using System.Numerics;
using ModelGen.Runtime;

namespace ModelGen.Tests.Simd;

/// <summary>Vectors whose lanes lie along two axes, of any length of the last, from any place of it on, whole and in part; and sums and maxima of all lanes.</summary>
public unsafe class LanesTests
{
    private const int Longest = 16;

    [Fact]
    public void RepeatedElements()
    {
        Repeated<float>(value => value);
        Repeated<int>(value => value);
        Repeated<double>(value => value);
    }

    [Fact]
    public void Turns() => EachLine((place, length) =>
    {
        for (var lane = 0; lane < Vector<int>.Count; lane++) Assert.Equal((place + lane) / length, Lanes.Turns(place, length)[lane]);
        for (var lane = 0; lane < Vector<long>.Count; lane++) Assert.Equal((place + lane) / length, Lanes.Turns((long)place, length)[lane]);
    });

    [Fact]
    public void ElementsAnywhere()
    {
        var (floats, doubles) = (Enumerable.Range(0, 100).Select(value => (float)value).ToArray(), Enumerable.Range(0, 100).Select(value => (double)value).ToArray());
        fixed (float* single = floats)
        fixed (double* @double = doubles)
        {
            for (var count = 1; count <= Vector<float>.Count; count++)
            {
                var offsets = (Vector<int>.Indices * -5) + Vector.Create(75);
                var loaded = Lanes.LoadAt(single + 5, offsets, count);
                for (var lane = 0; lane < Vector<float>.Count; lane++) Assert.Equal(lane < count ? 5 + offsets[lane] : 0, loaded[lane]);
            }

            for (var count = 1; count <= Vector<double>.Count; count++)
            {
                var loaded = Lanes.LoadAt(@double + 50, Vector<long>.Indices * -3, count);
                for (var lane = 0; lane < Vector<double>.Count; lane++) Assert.Equal(lane < count ? 50 - (lane * 3) : 0, loaded[lane]);
            }
        }
    }

    [Fact]
    public void AllLanesAreSummedAndCompared()
    {
        for (var place = 0; place < Vector<float>.Count; place++)
        {
            var value = Vector.ConditionalSelect(Vector.Equals(Vector<int>.Indices, Vector.Create(place)), Vector.Create(7f), Vector.Create(-1f));
            Assert.Equal(7f - (Vector<float>.Count - 1), Lanes.Sum(value));
            Assert.Equal(7f, Lanes.Max(value));
            Assert.Equal(float.NaN, Lanes.Max(value / (value - Vector.Create(7f)) * Vector<float>.Zero));
        }

        for (var place = 0; place < Vector<double>.Count; place++)
        {
            var value = Vector.ConditionalSelect(Vector.Equals(Vector<long>.Indices, Vector.Create((long)place)), Vector.Create(7.0), Vector.Create(-1.0));
            Assert.Equal(7.0 - (Vector<double>.Count - 1), Lanes.Sum(value));
            Assert.Equal(7.0, Lanes.Max(value));
        }
    }

    private static void Repeated<T>(Func<int, T> number)
        where T : unmanaged
        => EachLine((place, length) =>
        {
            for (var count = 1; count <= Vector<T>.Count; count++)
            {
                var elements = Enumerable.Range(1, ((place + count - 1) / length) + 1).Select(number).ToArray();
                Vector<T> loaded;
                fixed (T* start = elements) loaded = Lanes.LoadRepeated(start, place, length, count);
                for (var lane = 0; lane < Vector<T>.Count; lane++) Assert.Equal(lane < count ? elements[(place + lane) / length] : default, loaded[lane]);
            }
        });

    private static void EachLine(Action<int, int> body)
    {
        for (var length = 1; length <= Longest; length++)
            for (var place = 0; place < length; place++) body(place, length);
    }
}
