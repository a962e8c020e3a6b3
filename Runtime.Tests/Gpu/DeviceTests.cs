using System.Runtime.InteropServices;
using ILGPU;
using ILGPU.Runtime;
using ModelGen.Gpu;

namespace ModelGen.Tests.Gpu;

public class DeviceTests
{
    [Fact]
    public void TheEmulatorIsAlwaysThere() => Assert.NotNull(IlgpuDevices.First(IlgpuDeviceKind.Emulator));

    [Fact]
    public void DevicesThatAreAskedForAreKnown() => Assert.All(TestDevices.Required, name => Assert.Contains(name, TestDevices.Names));

    [Theory, OnDevices]
    public void DevicesHaveNamesAndRoomForAKernel(string device)
    {
        var found = TestDevices.Get(device);
        Assert.NotEmpty(found.Name);
        Assert.True(found.LargestGroup >= 256, $"{found} has groups of {found.LargestGroup} threads only");
        Assert.True(found.SharedMemory >= 16 * 1024, $"{found} has {found.SharedMemory} bytes of shared memory only");
    }

    [Theory, OnDevices]
    public void BlocksKeepWhatIsWritten(string device)
    {
        using var axpy = new Axpy(TestDevices.Get(device), 100);
        byte[] written = [.. Enumerable.Range(0, 37).Select(number => (byte)number)], read = new byte[37];
        axpy.WriteBlock(persistent: true, 64, written);
        axpy.EnsureArena(4096);
        axpy.ReadBlock(persistent: true, 64, read);
        Assert.Equal(written, read);
    }

    [Theory, OnDevices]
    public void AKernelReadsBothBlocks(string device)
    {
        using var axpy = new Axpy(TestDevices.Get(device), 1000);
        float[] x = [.. Enumerable.Range(0, 1000).Select(number => number * 0.25f)], y = [.. x.Select(number => 1 - number)];
        var result = axpy.Run(3, x, y);
        Assert.Equal(x.Zip(y, (left, right) => MathF.FusedMultiplyAdd(3, left, right)), result);
    }

    internal sealed class Axpy(IlgpuDevice device, int length) : IlgpuExecutor(device, length * 4, length * 4)
    {
        public float[] Run(float factor, float[] x, float[] y)
        {
            WriteBlock(persistent: true, 0, MemoryMarshal.AsBytes<float>(x));
            WriteBlock(persistent: false, 0, MemoryMarshal.AsBytes<float>(y));
            var arguments = new Arguments { X = Persistent<float>(0, length), Y = Arena<float>(0, length), Factor = factor };
            Context.Load<Arguments>(Kernel)(Stream, ((length + 63) / 64, 64), arguments);
            var result = new float[length];
            ReadBlock(persistent: false, 0, MemoryMarshal.AsBytes(result.AsSpan()));
            return result;
        }

        private static void Kernel(Arguments a)
        {
            int index = Grid.IdxX * Group.DimX + Group.IdxX;
            if (index < a.Y.Length) a.Y[index] = MathF.FusedMultiplyAdd(a.Factor, a.X[index], a.Y[index]);
        }

        internal struct Arguments
        {
            public ArrayView<float> X;
            public ArrayView<float> Y;
            public float Factor;
        }
    }
}
