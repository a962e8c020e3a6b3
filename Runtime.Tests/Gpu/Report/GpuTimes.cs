using System.Diagnostics;
using System.Globalization;
using ILGPU;

namespace ModelGen.Tests.Gpu.Report;

/// <summary>A few times that tell how a device does: a launch, memory, a product.</summary>
internal static class GpuTimes
{
    private const int Repeats = 20;

    public static IEnumerable<(string What, double Microseconds, string Rate)> Measure(string device)
    {
        bool isGpu = TestDevices.Get(device).IsGpu;
        yield return Launch(device);
        yield return Copy(device, isGpu ? 1 << 24 : 1 << 20);
        foreach (int size in isGpu ? new[] { 512, 1024, 4096 } : [256, 512]) yield return Product(device, size);
    }

    private static (string What, double Microseconds, string Rate) Launch(string device)
    {
        using var memory = new DeviceMemory(device);
        var arguments = new Lanes<float, float>
        {
            X = memory.Put(new float[64]),
            Y = memory.Put(new float[64]),
            Result = memory.Room<float>(64)
        };
        double time = Time(memory, () => memory.Launch(AddOne, 1, 64, arguments));
        return ("a launch of 64 threads, queued", time, "");
    }

    private static (string What, double Microseconds, string Rate) Copy(string device, int length)
    {
        using var memory = new DeviceMemory(device, 4L * length, 4L * length);
        var x = memory.Put(new float[length]);
        var arguments = new Lanes<float, float> { X = x, Y = x, Result = memory.Room<float>(length) };
        double time = Time(memory, () => memory.Launch(AddOne, length / 256, 256, arguments));
        return ($"x + 1 of {length >> 20} Mi floats", time, Number(8.0 * length / time / 1e3, "GB/s"));
    }

    private static (string What, double Microseconds, string Rate) Product(string device, int size)
    {
        using var memory = new DeviceMemory(device, 8L * size * size, 4L * size * size);
        var arguments = new ProductKernel.Arguments
        {
            A = memory.Put(new float[size * size]),
            B = memory.Put(new float[size * size]),
            C = memory.Room<float>(size * size),
            Rows = size,
            Columns = size,
            Inner = size,
            ARow = size,
            AColumn = 1,
            BRow = size,
            BColumn = 1,
        };
        int tiles = size / ProductKernel.Tile;
        double time = Time(memory, () => memory.Launch(ProductKernel.Run, tiles, tiles, ProductKernel.Threads, 1, arguments));
        return ($"a product of {size} x {size} by {size} x {size}", time, Number(2.0 * size * size * size / time / 1e3, "GFLOP/s"));
    }

    private static string Number(double value, string unit) => string.Create(CultureInfo.InvariantCulture, $"{value:N1} {unit}");

    private static double Time(DeviceMemory memory, Action launch)
    {
        launch();
        memory.Synchronize();
        var watch = Stopwatch.StartNew();
        for (int repeat = 0; repeat < Repeats; repeat++) launch();
        memory.Synchronize();
        return watch.Elapsed.TotalMicroseconds / Repeats;
    }

    private static void AddOne(Lanes<float, float> a)
    {
        int i = Lanes<float, float>.Index;
        if (i < a.Result.Length) a.Result[i] = a.X[i] + 1;
    }
}
