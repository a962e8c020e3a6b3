namespace ModelGen.Tests.Devices;

public class DeviceTests
{
    private static readonly Device Processor = Device.CpuWith(2);
    private static readonly Device Cuda = new(DeviceKind.Cuda, "H") { IsGpu = true };
    private static readonly Device OpenClGpu = new(DeviceKind.OpenCL, "G") { IsGpu = true };
    private static readonly Device OpenClProcessor = new(DeviceKind.OpenCL, "P");
    private static readonly Device Emulator = new(DeviceKind.Emulator, "E");

    private static readonly DeviceChoice Everything = new([Processor, OpenClProcessor, OpenClGpu, Cuda, Emulator], true);
    private static readonly DeviceChoice NoGpu = new([Processor, OpenClProcessor, Emulator], true);
    private static readonly DeviceChoice Alone = new([Processor], false);

    [Fact]
    public void TheBestDeviceIsCudaThenAnOpenClGpuThenTheProcessor()
    {
        Assert.Same(Cuda, Everything.Best);
        Assert.Equal("a CUDA device is present", Everything.ReasonForBest);
        DeviceChoice noCuda = new([Processor, OpenClProcessor, OpenClGpu, Emulator], true);
        Assert.Same(OpenClGpu, noCuda.Best);
        Assert.Equal("an OpenCL GPU is present, and no CUDA device", noCuda.ReasonForBest);
        Assert.Same(Processor, NoGpu.Best);
        Assert.Equal("there is no CUDA device and no OpenCL GPU", NoGpu.ReasonForBest);
        Assert.Same(Processor, Alone.Best);
        Assert.Equal("no GPU was looked for, which takes a reference to ModelGen.Gpu", Alone.ReasonForBest);
    }

    [Fact]
    public void AWordNamesADevice()
    {
        Assert.Same(Processor, Everything.Parse("CPU"));
        Assert.Same(Cuda, Everything.Parse("cuda"));
        Assert.Same(OpenClGpu, Everything.Parse("OpenCL"));
        Assert.Same(OpenClProcessor, NoGpu.Parse("opencl"));
        Assert.Same(Emulator, Everything.Parse("emulator"));
        Assert.Same(Cuda, Everything.Parse("best"));
    }

    [Theory]
    [InlineData("gpu")]
    [InlineData("")]
    [InlineData("0")]
    [InlineData(null)]
    public void AnotherWordIsToldTheAllowedOnes(string? word)
    {
        var refusal = Assert.Throws<ArgumentException>(() => NoGpu.Parse(word!));
        Assert.Equal(
            $"\"{word}\" is not a device; allowed are best, cpu, cuda, opencl, emulator. Present are: {Processor}, OpenCL (P), Emulator "
                + "(E). (Parameter 'text')",
            refusal.Message);
    }

    [Fact]
    public void AnAbsentDeviceIsToldThePresentOnes()
    {
        Assert.Equal(
            $"no Cuda device is present; present are: {Processor}, OpenCL (P), Emulator (E). It needs its driver. (Parameter 'text')",
            Assert.Throws<ArgumentException>(() => NoGpu.Parse("cuda")).Message);
        Assert.Equal(
            $"no OpenCL device is present; present are: {Processor}. GPUs need a reference to ModelGen.Gpu and their driver. (Parameter "
                + "'text')",
            Assert.Throws<ArgumentException>(() => Alone.Parse("opencl")).Message);
    }

    [Fact]
    public void TheProcessorHasAsManyThreadsAsAskedFor()
    {
        Assert.Equal(Environment.ProcessorCount, Device.Cpu.Threads);
        Assert.Equal(DeviceKind.Cpu, Device.Cpu.Kind);
        Assert.Same(Device.Cpu, Device.All[0]);
        Assert.Same(Device.Cpu, Device.Parse("cpu"));
        Assert.StartsWith("Cpu (1 thread, ", Device.CpuWith(1).ToString());
        Assert.StartsWith("3 threads, ", Device.CpuWith(3).Name);
        Assert.Throws<ArgumentOutOfRangeException>(() => Device.CpuWith(0));
    }

    [Fact]
    public void AProviderIsAskedOnce()
    {
        var asked = 0;
        Device made = new(DeviceKind.Cpu, "of a test", 1); // No other test can get it: the processor itself stands before it.
        IReadOnlyList<Device> Provide()
        {
            asked++;
            return [made];
        }

        Func<IReadOnlyList<Device>> provider = Provide;
        DeviceProviders.Register(provider);
        DeviceProviders.Register(provider);
        Assert.Single(Device.All, device => device == made);
        Assert.Single(DeviceProviders.All, device => device == made);
        Assert.Equal(1, asked);
    }
}
