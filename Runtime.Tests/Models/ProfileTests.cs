using ModelGen.Tests.Gpu;

namespace ModelGen.Tests.Models;

public class ProfileTests
{
    private static readonly TrainingReference Reference = TrainingReference.Numbers;

    [Fact]
    public void EachKernelIsTimedWithWhatIsFusedInIt()
    {
        using var model = Classifier.Create(Device.CpuWith(1));
        var profile = new KernelProfile();
        model.Profile = profile;
        for (var step = 0; step < 3; step++) model.TrainStep(Reference.Pixels, Reference.Classes);
        Assert.All(profile.Times, time => Assert.Equal(3, time.Launches));
        Assert.All(profile.Times, time => Assert.True(time.Time > TimeSpan.Zero));
        Assert.StartsWith("mat_mul add less_or_equal select", profile.Times[0].Operations);
        Assert.Equal(profile.Total, new(profile.Times.Sum(time => time.Time.Ticks)));
    }

    [Fact]
    public void NothingIsTimedAfterTheProfileIsTakenAway()
    {
        using var model = Classifier.Create(Device.CpuWith(1));
        Assert.Null(model.Profile);
        var profile = new KernelProfile();
        model.Profile = profile;
        model.TrainStep(Reference.Pixels, Reference.Classes);
        model.Profile = null;
        model.TrainStep(Reference.Pixels, Reference.Classes);
        Assert.All(profile.Times, time => Assert.Equal(1, time.Launches));
    }

    [Fact]
    public void TheNumbersOfAProfiledStepAreTheSame()
    {
        using var plain = Classifier.Create(Device.CpuWith(1), seed: 4);
        using var profiled = Classifier.Create(Device.CpuWith(1), seed: 4);
        profiled.Profile = new();
        for (var step = 0; step < 3; step++)
            Assert.Equal(plain.TrainStep(Reference.Pixels, Reference.Classes).Loss,
                profiled.TrainStep(Reference.Pixels, Reference.Classes).Loss);
    }

    [Theory, OnDevices]
    public void KernelsOfDevicesAreTimedOneByOne(string device)
    {
        using var model = Classifier.Create(Device.Parse(device));
        var profile = new KernelProfile();
        model.Profile = profile;
        model.Predict(Reference.Pixels, new float[11 * 3]);
        Assert.Equal(2, profile.Times.Count);
        Assert.All(profile.Times, time => Assert.True(time.Time > TimeSpan.Zero));
    }
}
