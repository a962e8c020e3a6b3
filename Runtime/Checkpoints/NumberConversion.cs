using System.Numerics;
using System.Numerics.Tensors;
using System.Runtime.InteropServices;

namespace ModelGen.Runtime;

/// <summary>
/// Converts numbers of a file to a model's: wider ones exactly, narrower ones to the nearest, ties to even. NaN and infinity stay what they
/// are.
/// </summary>
internal static class NumberConversion
{
    /// <param name="type">One of those that <see cref="SafetensorsFormat.IsTaken"/>.</param>
    /// <param name="source">Their bytes, little-endian.</param>
    /// <param name="numbers">As many numbers.</param>
    public static void Convert<T>(string type, ReadOnlySpan<byte> source, Span<T> numbers)
        where T : unmanaged, INumberBase<T>
    {
        switch (type)
        {
            case SafetensorsFormat.Float16:
                TensorPrimitives.ConvertTruncating(MemoryMarshal.Cast<byte, Half>(source), numbers);
                break;
            case SafetensorsFormat.BFloat16:
                Widen(MemoryMarshal.Cast<byte, ushort>(source), numbers);
                break;
            case SafetensorsFormat.Float32:
                TensorPrimitives.ConvertTruncating(MemoryMarshal.Cast<byte, float>(source), numbers);
                break;
            default:
                TensorPrimitives.ConvertTruncating(MemoryMarshal.Cast<byte, double>(source), numbers);
                break;
        }
    }

    /// <summary>The first number that is finite and becomes infinite; null if there is none.</summary>
    public static int? FirstBeyond<T>(string type, ReadOnlySpan<byte> source, ReadOnlySpan<T> numbers)
        where T : unmanaged, INumberBase<T>
    {
        if (type != SafetensorsFormat.Float64 || typeof(T) == typeof(double)) return null;
        var doubles = MemoryMarshal.Cast<byte, double>(source);
        for (var index = 0; index < numbers.Length; index++)
        {
            if (T.IsInfinity(numbers[index]) && double.IsFinite(doubles[index])) return index;
        }

        return null;
    }

    /// <summary>A bfloat16 is the upper half of a float.</summary>
    private static void Widen<T>(ReadOnlySpan<ushort> source, Span<T> numbers)
        where T : unmanaged, INumberBase<T>
    {
        for (var index = 0; index < source.Length; index++)
            numbers[index] = T.CreateTruncating(BitConverter.UInt32BitsToSingle((uint)source[index] << 16));
    }
}
