using System.Numerics;

namespace ModelGen.Runtime;

/// <summary>Shifts and scales the numbers of one feature, in double, so that a mean that is large beside its deviation costs no
/// digits.</summary>
internal static class FeatureScale
{
    public static void Apply(Span<float> values, double mean, double deviation)
    {
        var place = 0;
        for (var (means, deviations) = (new Vector<double>(mean), new Vector<double>(deviation));
            place <= values.Length - Vector<float>.Count; place += Vector<float>.Count)
        {
            var part = values.Slice(place, Vector<float>.Count);
            Vector.Widen(new Vector<float>(part), out var low, out var high);
            Vector.Narrow((low - means) / deviations, (high - means) / deviations).CopyTo(part);
        }

        foreach (ref var value in values[place..]) value = (float)((value - mean) / deviation);
    }

    public static void Invert(Span<float> values, double mean, double deviation)
    {
        foreach (ref var value in values) value = (float)((value * deviation) + mean);
    }
}
