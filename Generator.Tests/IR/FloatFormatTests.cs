using ModelGen.Generator.IR;
using ModelGen.Generator.Tests.Oracle;

namespace ModelGen.Generator.Tests.IR;

/// <summary>Conversions are those of IEEE 754, as .NET has them for halves and as neighbours are chosen for bfloat16.</summary>
public class FloatFormatTests
{
    private const int Draws = 200_000;

    private static readonly ElementType[] Narrow = [ElementType.Float16, ElementType.BFloat16];

    private static readonly double[] Edges =
    [
        0, -0d, double.NaN, double.PositiveInfinity, double.NegativeInfinity, double.Epsilon, -double.Epsilon, double.MaxValue,
        float.Epsilon, float.MaxValue, Math.BitIncrement(float.MaxValue), 65504, 65519.99, 65520, -65520, 65536, 3.3953139e38, 3.3961775e38,
        1 + Math.Pow(2, -11), 1 + (3 * Math.Pow(2, -11)), 1 + Math.Pow(2, -8), 1 + (3 * Math.Pow(2, -8)),
        Math.BitIncrement(1 + Math.Pow(2, -11)), Math.BitDecrement(1 + Math.Pow(2, -8)),
        Math.Pow(2, -14), Math.BitDecrement(Math.Pow(2, -14)), Math.Pow(2, -24), Math.Pow(2, -25), Math.BitIncrement(Math.Pow(2, -25)),
        Math.Pow(2, -126), Math.BitDecrement(Math.Pow(2, -126)), Math.Pow(2, -133), Math.Pow(2, -134), Math.BitIncrement(Math.Pow(2, -134)),
    ];

    [Fact]
    public void EachElementOfANarrowTypeIsItself()
    {
        foreach (var type in Narrow)
        {
            foreach (var value in Elements(type))
            {
                MustBe(value, FloatFormat.Convert(value, type), type, value);
                MustBe(value, ScalarMeaning.Narrow(value, type), type, value);
            }
        }
    }

    [Fact]
    public void BetweenTwoElementsTheNearerIsTaken()
    {
        foreach (var type in Narrow)
        {
            var elements = Elements(type).Where(double.IsFinite).Distinct().Order().ToList();
            foreach (var (low, high) in elements.Zip(elements.Skip(1)))
            {
                var middle = low + ((high - low) / 2);
                Assert.Equal(low, FloatFormat.Convert(Math.BitDecrement(middle), type));
                Assert.Equal(high, FloatFormat.Convert(Math.BitIncrement(middle), type));
                MustBe(ScalarMeaning.Narrow(middle, type), FloatFormat.Convert(middle, type), type, middle);
            }
        }
    }

    [Fact]
    public void OtherNumbersAreRoundedAsDotNetAndNeighboursSay()
    {
        foreach (var type in Enum.GetValues<ElementType>().Where(type => type.IsFloat()))
        {
            foreach (var value in Edges.Concat(Drawn()))
                MustBe(ScalarMeaning.Narrow(value, type), FloatFormat.Convert(value, type), type, value);
        }
    }

    // The upper half of a single, with half of the lower one added before it is cut, and of two neighbours the even one.
    [Fact]
    public void ABrainFloatIsTheRoundedUpperHalfOfASingle()
    {
        foreach (var single in Drawn().Select(value => (float)value).Where(float.IsFinite))
        {
            var bits = BitConverter.SingleToUInt32Bits(single);
            var rounded = (bits + 0x7FFF + ((bits >> 16) & 1)) & 0xFFFF0000;
            MustBe(BitConverter.UInt32BitsToSingle(rounded), FloatFormat.Convert(single, ElementType.BFloat16), ElementType.BFloat16,
                single);
        }
    }

    [Theory]
    [InlineData(ElementType.Float16, ElementType.Float32, true)]
    [InlineData(ElementType.BFloat16, ElementType.Float32, true)]
    [InlineData(ElementType.Float32, ElementType.Float64, true)]
    [InlineData(ElementType.Float16, ElementType.BFloat16, false)]
    [InlineData(ElementType.BFloat16, ElementType.Float16, false)]
    [InlineData(ElementType.Float32, ElementType.Float16, false)]
    [InlineData(ElementType.Float64, ElementType.Float32, false)]
    [InlineData(ElementType.Int32, ElementType.Float64, true)]
    [InlineData(ElementType.Int32, ElementType.Float32, false)]
    [InlineData(ElementType.Float16, ElementType.Int32, false)]
    [InlineData(ElementType.Bool, ElementType.BFloat16, true)]
    [InlineData(ElementType.Float16, ElementType.Float16, true)]
    internal void AConversionIsExactWhereTheOtherTypeHasEachElement(ElementType from, ElementType to, bool isExact)
        => Assert.Equal(isExact, FloatFormat.IsExact(from, to));

    private static IEnumerable<double> Elements(ElementType type)
        => Enumerable.Range(0, 1 << 16).Select(bits => type == ElementType.Float16
            ? (double)BitConverter.UInt16BitsToHalf((ushort)bits)
            : BitConverter.UInt32BitsToSingle((uint)bits << 16));

    /// <summary>Doubles of any bits, and such as lie in the range of narrow types.</summary>
    private static IEnumerable<double> Drawn()
    {
        var random = new Random(20);
        for (var draw = 0; draw < Draws; draw++)
        {
            yield return BitConverter.Int64BitsToDouble(random.NextInt64(long.MinValue, long.MaxValue));
            yield return BitConverter.Int32BitsToSingle(random.Next(int.MinValue, int.MaxValue));
            yield return (random.NextDouble() - 0.5) * Math.Pow(2, random.Next(-140, 131));
        }
    }

    private static void MustBe(double expected, double actual, ElementType type, double value)
        => Assert.True(BitConverter.DoubleToInt64Bits(expected) == BitConverter.DoubleToInt64Bits(actual)
            || (double.IsNaN(expected) && double.IsNaN(actual)), $"{value:R} as {type.Name()}: expected {expected:R}, got {actual:R}");
}
