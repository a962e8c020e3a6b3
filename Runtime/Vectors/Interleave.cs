using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.Arm;
using System.Runtime.Intrinsics.X86;

namespace ModelGen.Runtime;

/// <summary>Merges halves of vectors: the steps of a transposition.</summary>
internal static class Interleave
{
    /// <summary>The lower halves, an element of one after an element of the other.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<float> Low(Vector128<float> first, Vector128<float> second)
        => Sse.IsSupported ? Sse.UnpackLow(first, second)
            : AdvSimd.Arm64.IsSupported ? AdvSimd.Arm64.ZipLow(first, second)
            : Vector128.Create(first[0], second[0], first[1], second[1]);

    /// <summary>The upper halves, an element of one after an element of the other.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<float> High(Vector128<float> first, Vector128<float> second)
        => Sse.IsSupported ? Sse.UnpackHigh(first, second)
            : AdvSimd.Arm64.IsSupported ? AdvSimd.Arm64.ZipHigh(first, second)
            : Vector128.Create(first[2], second[2], first[3], second[3]);

    /// <inheritdoc cref="Low(Vector128{float}, Vector128{float})"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<double> Low(Vector128<double> first, Vector128<double> second)
        => Sse2.IsSupported ? Sse2.UnpackLow(first, second)
            : AdvSimd.Arm64.IsSupported ? AdvSimd.Arm64.ZipLow(first, second)
            : Vector128.Create(first[0], second[0]);

    /// <inheritdoc cref="High(Vector128{float}, Vector128{float})"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<double> High(Vector128<double> first, Vector128<double> second)
        => Sse2.IsSupported ? Sse2.UnpackHigh(first, second)
            : AdvSimd.Arm64.IsSupported ? AdvSimd.Arm64.ZipHigh(first, second)
            : Vector128.Create(first[1], second[1]);
}
