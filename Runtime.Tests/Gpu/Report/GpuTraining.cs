using System.Diagnostics;
using System.Globalization;
using System.Text;
using ModelGen.Tests.Models;

namespace ModelGen.Tests.Gpu.Report;

/// <summary>How the digit classifier trains on the devices and on the processor: losses and times.</summary>
internal static class GpuTraining
{
    private const int Compared = 50;

    private const int LossBatch = 64;

    private static readonly int[] Batches = [64, 512];

    public static string Write(string[] names)
    {
        (string Name, Device Device)[] devices = [("cpu", Device.Cpu), .. names.Select(name => (name, TestDevices.Model(name)))];
        var text = new StringBuilder(
            $"\nThe digit classifier (784-128-10, Adam) trained on real digits. Losses "
                + $"of {Compared} steps of {LossBatch}, from the same parameters:\n\n");
        text.Append("| device | first loss | last loss | greatest relative difference from the processor's |\n| --- | --- | --- | --- |\n");
        var digits = new Digits(Compared, LossBatch);
        var expected = Losses(Device.Cpu, digits);
        foreach (var (name, device) in devices)
        {
            var losses = Losses(device, digits);
            var difference = expected.Zip(losses, (one, other) => Math.Abs(one - other) / Math.Abs(one)).Max();
            text.Append(CultureInfo.InvariantCulture, $"| {name} | {losses[0]:F6} | {losses[^1]:F6} | {difference:0.0E+0} |\n");
        }

        text.Append("\nSteps that are queued, with one loss read at the end:\n\n| device | batch | time of a step | images a second "
            + "|\n| --- | --- | --- | --- |\n");
        foreach (var (batch, (name, device)) in Batches.SelectMany(batch => devices.Select(device => (batch, device))))
        {
            var time = StepTime(device, batch, device.IsGpu ? 2000 : 200);
            text.Append(CultureInfo.InvariantCulture,
                $"| {name} | {batch} | {time.TotalMicroseconds:N0} µs | {batch / time.TotalSeconds:N0} |\n");
        }

        return text.ToString();
    }

    private static double[] Losses(Device device, Digits digits)
    {
        using var model = DigitClassifier.Create(device, seed: 1);
        var losses = new double[Compared];
        for (var step = 0; step < Compared; step++) losses[step] = model.TrainStep(digits.Images(step), digits.Labels(step)).Loss;
        return losses;
    }

    // As many steps go before as the clock then sees.
    private static TimeSpan StepTime(Device device, int batch, int steps)
    {
        var digits = new Digits(16, batch);
        using var model = DigitClassifier.Create(device, seed: 1);
        Train(model, digits, steps);
        var watch = Stopwatch.StartNew();
        Train(model, digits, steps);
        return watch.Elapsed / steps;
    }

    // Reading the last loss waits for all steps.
    private static void Train(DigitClassifier model, Digits digits, int steps)
    {
        StepResult result = default;
        for (var step = 0; step < steps; step++) result = model.TrainStep(digits.Images(step % 16), digits.Labels(step % 16));
        if (!double.IsFinite(result.Loss)) throw new InvalidOperationException($"the loss on {model.Device} became {result.Loss}");
    }
}
