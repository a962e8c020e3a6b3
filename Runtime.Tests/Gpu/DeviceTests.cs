using ModelGen.Gpu;

namespace ModelGen.Tests.Gpu;

public class DeviceTests
{
    [Fact]
    public void TheEmulatorIsAlwaysThere() => Assert.Contains(IlgpuDevices.All, device => device.Kind == DeviceKind.Emulator);

    [Fact]
    public void RegisteredDevicesAreFoundByName()
    {
        IlgpuDevices.Register();
        Assert.Equal(DeviceKind.Emulator, Device.Parse("emulator").Kind);
        Assert.NotEqual(DeviceKind.Emulator, Device.Best.Kind);
    }

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
    public void BlocksStartAsZerosAndKeepWhatIsWritten(string device)
    {
        using var memory = new DeviceMemory(device);
        Assert.Equal(new float[100], memory.Get<float>(100));
        memory.Put(new float[16]);
        memory.Put<byte>([1, 2, 3]);
        memory.Enlarge(1 << 20);
        Assert.Equal([1, 2, 3, 0], memory.GetArguments<byte>(64, 4));
        Assert.Equal(new double[1000], memory.Get<double>(1000));
    }

    [Theory, OnDevices]
    public void AnEmptyInputMayStandAtTheEndOfTheArena(string device)
    {
        using var memory = new DeviceMemory(device, 64, 4096);
        Assert.Equal(0, memory.Send(Array.Empty<float>(), 4096).Length);
    }

    // Some 40 MB pass through the stage, which is far smaller, in pieces of changing size.
    [Theory, OnDevices]
    public void InputsMayBeChangedAsSoonAsTheyAreQueued(string device)
    {
        using var memory = new DeviceMemory(device, 64, 1 << 20);
        var input = new int[50_000];
        for (int step = 1; step <= 200; step++)
        {
            Array.Fill(input, step);
            memory.Send(input, 0);
            memory.Send(input[..step], 500_000);
            Array.Clear(input);
            if (step % 50 != 0) continue;
            Assert.All(memory.Get<int>(50_000), value => Assert.Equal(step, value));
        }
    }

    [Theory, OnDevices]
    public void LossesAreKeptUntilTheyAreRead(string device)
    {
        using var memory = new DeviceMemory(device);
        var losses = new List<StepResult>();
        for (int step = 0; step < 1100; step++)
        {
            memory.Send([step * 0.5f], 64);
            losses.Add(memory.Loss(64));
        }

        Assert.Equal(0.5 * 1099, losses[1099].Loss);
        Assert.Equal(0.5f * 76, losses[76]);
        var fault = Assert.Throws<InvalidOperationException>(() => losses[75].Loss);
        Assert.Contains("last 1024 steps", fault.Message);
    }
}
