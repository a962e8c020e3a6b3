using ILGPU.IR.Intrinsics;

namespace ModelGen.Gpu;

/// <summary>
/// What kernels call in place of functions of <see cref="MathF"/> and <see cref="Math"/> that ILGPU lacks (FusedMultiplyAdd), that drop NaN
/// (Max, Min: drivers return the number) or that are wrong on CUDA (CopySign). Kernels name the originals; the redirection is automatic.
/// </summary>
internal static class IlgpuMath
{
    /// <summary>left * right + addend, rounded once.</summary>
    [IntrinsicImplementation]
    public static float FusedMultiplyAdd(float left, float right, float addend) => MathF.FusedMultiplyAdd(left, right, addend);

    /// <summary>left * right + addend, rounded once.</summary>
    [IntrinsicImplementation]
    public static double FusedMultiplyAdd(double left, double right, double addend) => Math.FusedMultiplyAdd(left, right, addend);

    /// <summary>The greater number, or NaN where one is NaN; +0 is greater than -0.</summary>
    public static float Max(float left, float right)
        => float.IsNaN(left) || left > right || (left == right && BitConverter.SingleToInt32Bits(left) >= 0) ? left : right;

    /// <summary>The greater number, or NaN where one is NaN; +0 is greater than -0.</summary>
    public static double Max(double left, double right)
        => double.IsNaN(left) || left > right || (left == right && BitConverter.DoubleToInt64Bits(left) >= 0) ? left : right;

    /// <summary>The lesser number, or NaN where one is NaN; -0 is less than +0.</summary>
    public static float Min(float left, float right)
        => float.IsNaN(left) || left < right || (left == right && BitConverter.SingleToInt32Bits(left) < 0) ? left : right;

    /// <summary>The lesser number, or NaN where one is NaN; -0 is less than +0.</summary>
    public static double Min(double left, double right)
        => double.IsNaN(left) || left < right || (left == right && BitConverter.DoubleToInt64Bits(left) < 0) ? left : right;

    /// <summary>The size of the first with the sign of the second.</summary>
    public static float CopySign(float size, float sign)
        => BitConverter.Int32BitsToSingle((BitConverter.SingleToInt32Bits(size) & int.MaxValue)
            | (BitConverter.SingleToInt32Bits(sign) & int.MinValue));

    /// <summary>The size of the first with the sign of the second.</summary>
    public static double CopySign(double size, double sign)
        => BitConverter.Int64BitsToDouble((BitConverter.DoubleToInt64Bits(size) & long.MaxValue)
            | (BitConverter.DoubleToInt64Bits(sign) & long.MinValue));
}
