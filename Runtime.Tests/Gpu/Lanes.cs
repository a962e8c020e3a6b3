using ILGPU;

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
        using var memory = new DeviceMemory(device, (20L * x.Length) + 128, (8L * x.Length) + 64);
        memory.Launch(
            kernel,
            (x.Length + group - 1) / group,
            group,
            new Lanes<TElement, TResult> { X = memory.Put(x), Y = memory.Put(y), Result = memory.Room<TResult>(x.Length) });
        return memory.Get<TResult>(x.Length);
    }
}
