using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.Arm;
using System.Runtime.Intrinsics.X86;

namespace ModelGen.Runtime;

/// <summary>
/// left * right + sum, rounded once: by an instruction where there is one, and otherwise in double precision, so that the same bits come
/// from every processor. Browsers have no instruction of fixed meaning for it: there the product is rounded too, by an operation of its
/// own, for their interpreter takes MultiplyAddEstimate element by element.
/// </summary>
internal static class Fused
{
    private static bool IsFast
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => Fma.IsSupported || AdvSimd.Arm64.IsSupported;
    }

    /// <summary>Of four floats.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<float> MultiplyAdd(Vector128<float> left, Vector128<float> right, Vector128<float> sum)
        => OperatingSystem.IsBrowser() ? (left * right) + sum
            : IsFast ? Vector128.MultiplyAddEstimate(left, right, sum)
            : InDouble(left, right, sum);

    /// <summary>Of two doubles.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<double> MultiplyAdd(Vector128<double> left, Vector128<double> right, Vector128<double> sum)
        => OperatingSystem.IsBrowser() ? (left * right) + sum
            : IsFast ? Vector128.MultiplyAddEstimate(left, right, sum)
            : Vector128.FusedMultiplyAdd(left, right, sum);

    /// <summary>Of eight floats, where the hardware has vectors of 256 bits.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<float> MultiplyAdd(Vector256<float> left, Vector256<float> right, Vector256<float> sum)
        => IsFast ? Vector256.MultiplyAddEstimate(left, right, sum)
            : Vector256.Create(InDouble(left.GetLower(), right.GetLower(), sum.GetLower()),
                InDouble(left.GetUpper(), right.GetUpper(), sum.GetUpper()));

    /// <summary>Of four doubles, where the hardware has vectors of 256 bits.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<double> MultiplyAdd(Vector256<double> left, Vector256<double> right, Vector256<double> sum)
        => IsFast ? Vector256.MultiplyAddEstimate(left, right, sum) : Vector256.FusedMultiplyAdd(left, right, sum);

    /// <summary>Of sixteen floats, where the hardware has vectors of 512 bits, and so the instruction.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<float> MultiplyAdd(Vector512<float> left, Vector512<float> right, Vector512<float> sum)
        => Vector512.FusedMultiplyAdd(left, right, sum);

    /// <summary>Of eight doubles, where the hardware has vectors of 512 bits, and so the instruction.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<double> MultiplyAdd(Vector512<double> left, Vector512<double> right, Vector512<double> sum)
        => Vector512.FusedMultiplyAdd(left, right, sum);

    /// <summary>
    /// The product of floats is exact in a double. Their sum is rounded to odd there: then rounding it to a float gives what rounding the
    /// exact sum would (Boldo and Melquiond, Emulation of FMA and correctly rounded sums, 2008).
    /// </summary>
    private static Vector128<float> InDouble(Vector128<float> left, Vector128<float> right, Vector128<float> sum)
    {
        var (lowerLeft, upperLeft) = Vector128.Widen(left);
        var (lowerRight, upperRight) = Vector128.Widen(right);
        var (lowerSum, upperSum) = Vector128.Widen(sum);
        return Vector128.Narrow(ToOdd(lowerLeft * lowerRight, lowerSum), ToOdd(upperLeft * upperRight, upperSum));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector128<double> ToOdd(Vector128<double> product, Vector128<double> addend)
    {
        var sum = product + addend;
        var added = sum - product;
        var error = product - (sum - added) + (addend - added);
        var isInexact = Vector128.GreaterThan(error, default) | Vector128.LessThan(error, default);
        var bits = sum.AsInt64();
        var isEven = Vector128.Equals(bits & Vector128<long>.One, default);

        // One step away from 0 where the rest has the sign of the sum, towards 0 otherwise.
        var step = Vector128.ConditionalSelect((error.AsInt64() ^ bits) >> 63, Vector128.Create(-1L), Vector128<long>.One);
        return (bits + (step & isEven & isInexact.AsInt64())).AsDouble();
    }
}
