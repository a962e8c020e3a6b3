using System.Runtime.Intrinsics;
using ModelGen.Runtime;

namespace ModelGen.Tests.Vectors;

/// <summary>Products and sums rounded once, without the instruction (the tests run without it too) and with it.</summary>
public class FusedTests
{
    [Fact]
    public void OfFloatsOfAllKinds()
    {
        var random = new Random(1);
        for (var round = 0; round < 200_000; round++)
        {
            var (left, right) = (Any(random), Any(random));

            // Often one that almost cancels the product, where rounding twice shows.
            var sum = random.Next(3) switch
            {
                0 => Any(random),
                1 => -(left * right),
                _ => MathF.BitIncrement(left * right) * MathF.ScaleB(1, random.Next(-30, 30))
            };
            var fused = Fused.MultiplyAdd(Vector128.Create(left), Vector128.Create(right), Vector128.Create(sum));
            Assert.Equal(BitConverter.SingleToInt32Bits(MathF.FusedMultiplyAdd(left, right, sum)),
                BitConverter.SingleToInt32Bits(fused[round & 3]));
        }
    }

    [Fact]
    public void OfNumbersWithoutEnd()
    {
        float[] values = [0f, -0f, 1, -1, float.PositiveInfinity, float.NegativeInfinity, float.NaN, float.Epsilon, float.MaxValue];
        foreach (var left in values)
        {
            foreach (var right in values)
            {
                foreach (var sum in values)
                    Assert.Equal(MathF.FusedMultiplyAdd(left, right, sum),
                        Fused.MultiplyAdd(Vector128.Create(left), Vector128.Create(right), Vector128.Create(sum))[0]);
            }
        }
    }

    private static float Any(Random random)
    {
        var value = BitConverter.Int32BitsToSingle(random.Next(int.MinValue, int.MaxValue));
        return float.IsNaN(value) ? 1 : value;
    }
}
