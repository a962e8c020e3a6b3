using System.Numerics;
using System.Runtime.Intrinsics;
using ModelGen.Runtime;

namespace ModelGen.Tests.Vectors;

/// <summary>
/// Vectors whose lanes lie along two axes, of any length of the last, from any place of it on, whole and in part; and sums and maxima of
/// all lanes.
/// </summary>
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
        var (floats, doubles) = (Enumerable.Range(0, 100).Select(value => (float)value).ToArray(),
            Enumerable.Range(0, 100).Select(value => (double)value).ToArray());
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
    public void AllLanesAreCompared()
    {
        for (var place = 0; place < Vector<float>.Count; place++)
        {
            var value = Vector.ConditionalSelect(Vector.Equals(Vector<int>.Indices, Vector.Create(place)), Vector.Create(7f),
                Vector.Create(-1f));
            Assert.Equal(7f, Lanes.Max(value));
            Assert.Equal(float.NaN, Lanes.Max(value / (value - Vector.Create(7f)) * Vector<float>.Zero));
        }

        for (var place = 0; place < Vector<double>.Count; place++)
        {
            var value = Vector.ConditionalSelect(Vector.Equals(Vector<long>.Indices, Vector.Create((long)place)), Vector.Create(7.0),
                Vector.Create(-1.0));
            Assert.Equal(7.0, Lanes.Max(value));
        }
    }

    [Fact]
    public void LanesAddTheSameElementsWhateverTheWidth()
    {
        // Each element stands alone in its lane, so that one which is added elsewhere would be missed by the halves that follow.
        var (floats, doubles) = (default(LaneSum<float>), default(LaneSum<double>));
        for (var run = 1; run <= 3 * Longest; run++)
        {
            for (var first = 0; first < run; first += Vector<float>.Count) floats.Add(Lanes.Keep(Vector<float>.One, run - first, 0));
            floats.Align(run);
            for (var first = 0; first < run; first += Vector<double>.Count) doubles.Add(Lanes.Keep(Vector<double>.One, run - first, 0));
            doubles.Align(run);
        }

        for (var lane = 0; lane < Longest; lane++) Assert.Equal(Terms(lane, Longest), Lane(floats.Lower, floats.Upper, lane));
        for (var lane = 0; lane < Longest / 2; lane++) Assert.Equal(Terms(lane, Longest / 2), Lane(doubles.Lower, doubles.Upper, lane));
        Assert.Equal(3 * Longest * ((3 * Longest) + 1) / 2, Lanes.Sum(floats));
        Assert.Equal(3 * Longest * ((3 * Longest) + 1) / 2, Lanes.Sum(doubles));

        static int Terms(int lane, int lanes)
            => Enumerable.Range(1, 3 * Longest).Sum(run => (run - lane + lanes - 1) / lanes > 0 ? (run - lane + lanes - 1) / lanes : 0);

        static T Lane<T>(Vector256<T> lower, Vector256<T> upper, int lane)
            => lane < Vector256<T>.Count ? lower[lane] : upper[lane - Vector256<T>.Count];
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
                for (var lane = 0; lane < Vector<T>.Count; lane++) Assert.Equal(lane < count ? elements[(place + lane) / length] : default,
                    loaded[lane]);
            }
        });

    private static void EachLine(Action<int, int> body)
    {
        for (var length = 1; length <= Longest; length++)
            for (var place = 0; place < length; place++) body(place, length);
    }
}
