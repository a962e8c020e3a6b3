using System.Buffers;
using System.Numerics;
using System.Numerics.Tensors;
using System.Runtime.InteropServices;

namespace ModelGen.Runtime;

/// <summary>Reads and writes numbers of either precision in a model's memory, whatever the tensor's.</summary>
internal static unsafe class ModelNumbers
{
    // Numbers of another precision than the tensor's pass through a rented buffer of this many.
    private const int Passage = 1 << 16;

    /// <summary>Copies elements of a tensor that lies at an offset, from one on, whatever their precision.</summary>
    public static void ReadNumbers<T>(
        this IModelMemory memory, MemoryBlock block, long offset, Precision precision, long first, Span<T> destination)
        where T : unmanaged
    {
        offset += first * precision.Size();
        if (sizeof(T) == precision.Size())
        {
            fixed (T* pointer = destination) memory.Read(block, offset, pointer, (long)destination.Length * sizeof(T));
        }
        else if (typeof(T) == typeof(double))
        {
            ReadAs<float, double>(memory, block, offset, MemoryMarshal.Cast<T, double>(destination));
        }
        else
        {
            ReadAs<double, float>(memory, block, offset, MemoryMarshal.Cast<T, float>(destination));
        }
    }

    /// <summary>Replaces elements of a tensor that lies at an offset, from one on, whatever their precision.</summary>
    public static void WriteNumbers<T>(
        this IModelMemory memory, MemoryBlock block, long offset, Precision precision, long first, ReadOnlySpan<T> source)
        where T : unmanaged
    {
        offset += first * precision.Size();
        if (sizeof(T) == precision.Size())
        {
            fixed (T* pointer = source) memory.Write(block, offset, pointer, (long)source.Length * sizeof(T));
        }
        else if (typeof(T) == typeof(double))
        {
            WriteAs<double, float>(memory, block, offset, MemoryMarshal.Cast<T, double>(source));
        }
        else
        {
            WriteAs<float, double>(memory, block, offset, MemoryMarshal.Cast<T, float>(source));
        }
    }

    private static void ReadAs<TModel, T>(IModelMemory memory, MemoryBlock block, long offset, Span<T> destination)
        where TModel : unmanaged, INumberBase<TModel>
        where T : unmanaged, INumberBase<T>
    {
        var rented = ArrayPool<TModel>.Shared.Rent(Math.Min(destination.Length, Passage));
        fixed (TModel* pointer = rented)
        {
            for (; !destination.IsEmpty; offset += (long)rented.Length * sizeof(TModel))
            {
                var count = Math.Min(destination.Length, rented.Length);
                memory.Read(block, offset, pointer, (long)count * sizeof(TModel));
                TensorPrimitives.ConvertTruncating<TModel, T>(rented.AsSpan(0, count), destination);
                destination = destination[count..];
            }
        }

        ArrayPool<TModel>.Shared.Return(rented);
    }

    private static void WriteAs<T, TModel>(IModelMemory memory, MemoryBlock block, long offset, ReadOnlySpan<T> source)
        where T : unmanaged, INumberBase<T>
        where TModel : unmanaged, INumberBase<TModel>
    {
        var rented = ArrayPool<TModel>.Shared.Rent(Math.Min(source.Length, Passage));
        fixed (TModel* pointer = rented)
        {
            for (; !source.IsEmpty; offset += (long)rented.Length * sizeof(TModel))
            {
                var count = Math.Min(source.Length, rented.Length);
                TensorPrimitives.ConvertTruncating<T, TModel>(source[..count], rented);
                memory.Write(block, offset, pointer, (long)count * sizeof(TModel));
                source = source[count..];
            }
        }

        ArrayPool<TModel>.Shared.Return(rented);
    }
}
