using System.Numerics;

namespace ModelGen;

/// <summary>
/// Counts of numbers between limits that grow by a tenth, from 1e-12 to 1e20 at both sides of 0: those of TensorFlow's
/// tensorflow/core/lib/histogram.
/// </summary>
internal sealed class ExponentialHistogram
{
    private static readonly double[] Limits = MakeLimits();

    private readonly double[] _counts = new double[Limits.Length];
    private double _minimum = double.PositiveInfinity;
    private double _maximum = double.NegativeInfinity;
    private double _sum;
    private double _squares;
    private long _count;

    /// <summary>Counts what is finite.</summary>
    public static ExponentialHistogram Of<T>(ReadOnlySpan<T> values)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        var histogram = new ExponentialHistogram();
        foreach (var value in values)
        {
            if (T.IsFinite(value)) histogram.Add(double.CreateChecked(value));
        }

        return histogram;
    }

    /// <summary>The message HistogramProto, without the buckets before the first and after the last one that has numbers.</summary>
    public ProtoMessage ToProto()
    {
        if (_count == 0) return new ProtoMessage().Doubles(6, [double.MaxValue]).Doubles(7, [0]);
        var (first, last) = (Array.FindIndex(_counts, count => count > 0), Array.FindLastIndex(_counts, count => count > 0));

        // The bucket before the first has its lower limit.
        first = Math.Max(first - 1, 0);
        return new ProtoMessage().Double(1, _minimum).Double(2, _maximum).Double(3, _count).Double(4, _sum).Double(5, _squares)
            .Doubles(6, Limits[first..(last + 1)]).Doubles(7, _counts[first..(last + 1)]);
    }

    /// <summary>A number lies in the first bucket whose limit is above it.</summary>
    private void Add(double value)
    {
        (_minimum, _maximum) = (Math.Min(_minimum, value), Math.Max(_maximum, value));
        (_sum, _squares, _count) = (_sum + value, _squares + (value * value), _count + 1);
        var place = Array.BinarySearch(Limits, value);
        _counts[Math.Min(place >= 0 ? place + 1 : ~place, Limits.Length - 1)]++;
    }

    private static double[] MakeLimits()
    {
        var above = new List<double>();
        for (var limit = 1e-12; limit < 1e20; limit *= 1.1) above.Add(limit);
        above.Add(double.MaxValue);
        return [.. above.Select(limit => -limit).Reverse(), 0, .. above];
    }
}
