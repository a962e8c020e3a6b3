using System.Runtime.InteropServices;
using ILGPU;
using ModelGen.Gpu;

namespace ModelGen.Tests.Gpu;

/// <summary>The arguments of a test kernel in which each thread computes one element.</summary>
internal struct Lanes<TElement, TResult>
    where TElement : unmanaged
    where TResult : unmanaged
{
    public ArrayView<TElement> X;
    public ArrayView<TElement> Y;
    public ArrayView<TResult> Result;

    public static int Index => Grid.IdxX * Group.DimX + Group.IdxX;
}

/// <summary>Runs test kernels on a device.</summary>
internal static class Lanes
{
    /// <summary>The results of a kernel, one for each element; the last group of threads is not full.</summary>
    public static TResult[] Run<TElement, TResult>(
        string device, Action<Lanes<TElement, TResult>> kernel, TElement[] x, TElement[] y, int group = 64)
        where TElement : unmanaged
        where TResult : unmanaged
    {
        using var runner = new Runner<TElement, TResult>(TestDevices.Get(device), x.Length);
        return runner.Run(kernel, x, y, group);
    }

    private sealed class Runner<TElement, TResult>(IlgpuDevice device, int length)
        : IlgpuExecutor(device, 2L * length * Marshal.SizeOf<TElement>() + 64, (long)length * Marshal.SizeOf<TResult>())
        where TElement : unmanaged
        where TResult : unmanaged
    {
        public TResult[] Run(Action<Lanes<TElement, TResult>> kernel, TElement[] x, TElement[] y, int group)
        {
            long second = (long)length * Marshal.SizeOf<TElement>();
            WriteBlock(persistent: true, 0, MemoryMarshal.AsBytes(x.AsSpan()));
            WriteBlock(persistent: true, second, MemoryMarshal.AsBytes(y.AsSpan()));
            var arguments = new Lanes<TElement, TResult>
            {
                X = Persistent<TElement>(0, length),
                Y = Persistent<TElement>(second, length),
                Result = Arena<TResult>(0, length),
            };
            Context.Load(kernel)(Stream, ((length + group - 1) / group, group), arguments);
            var result = new TResult[length];
            ReadBlock(persistent: false, 0, MemoryMarshal.AsBytes(result.AsSpan()));
            return result;
        }
    }
}
