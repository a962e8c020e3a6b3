using ModelGen.Tests.Models;

namespace ModelGen.Tests.Gpu;

/// <summary>Whole models train on a device as they do on the processor.</summary>
public class TrainingTests
{
    private const int Steps = 50;

    private const int Batch = 64;

    [Theory, OnDevices]
    public void AFewStepsOfTheClassifierAreTheProcessors(string device)
    {
        var reference = TrainingReference.Numbers;
        using var expected = Classifier.Create(Device.Cpu, seed: 1);
        using var model = Classifier.Create(TestDevices.Model(device), seed: 1);
        for (var step = 0; step < 4; step++)
            Near(expected.TrainStep(reference.Pixels, reference.Classes), model.TrainStep(reference.Pixels, reference.Classes),
                $"loss of step {step}");
        foreach (var parameter in expected.Parameters)
            Near(parameter.ToArray(), model.Parameters[parameter.Name].ToArray(), parameter.Name);

        var (expectedLogits, logits) = (new float[11 * 3], new float[11 * 3]);
        expected.Predict(reference.Pixels, expectedLogits);
        model.Predict(reference.Pixels, logits);
        Near(expectedLogits, logits, "logits");
        Near(expected.Evaluate(reference.Pixels, reference.Classes), model.Evaluate(reference.Pixels, reference.Classes),
            "loss of the evaluation");

        var (expectedGradients, gradients) = (expected.Gradients(reference.Pixels, reference.Classes),
            model.Gradients(reference.Pixels, reference.Classes));
        foreach (var name in (string[])["hidden.weight", "hidden.bias", "output.weight", "output.bias", "x"])
            Near(expectedGradients[name].ToArray(), gradients[name].ToArray(), $"gradient of {name}");
    }

    [Theory, OnDevices(DriversOnly = true)]
    public void DigitsAreLearntWithTheProcessorsLosses(string device)
    {
        var digits = new Digits(Steps, Batch);
        var (expected, losses) = (Losses(Device.Cpu, digits), Losses(TestDevices.Model(device), digits));
        for (var step = 0; step < Steps; step++) Near(expected[step], losses[step], $"loss of step {step}");
        Assert.InRange(losses[^1], 0, losses[0] / 3);
    }

    [Theory, OnDevices(DriversOnly = true)]
    public void TheSameSeedGivesTheSameBits(string device)
    {
        var digits = new Digits(Steps, Batch);
        Assert.Equal(Losses(TestDevices.Model(device), digits), Losses(TestDevices.Model(device), digits));
    }

    // The losses are read at the end, so that the steps may queue.
    private static float[] Losses(Device device, Digits digits)
    {
        using var model = DigitClassifier.Create(device, seed: 1);
        var results = new StepResult[Steps];
        for (var step = 0; step < Steps; step++) results[step] = model.TrainStep(digits.Images(step), digits.Labels(step));
        return Array.ConvertAll(results, result => (float)result);
    }

    private static void Near(float[] expected, float[] actual, string what)
    {
        Assert.Equal(expected.Length, actual.Length);
        for (var index = 0; index < expected.Length; index++)
            Near(expected[index], actual[index], $"{what}[{index}]", Math.Max(1, MathF.Abs(expected[index])));
    }

    private static void Near(float expected, float actual, string what) => Near(expected, actual, what, MathF.Abs(expected));

    private static void Near(float expected, float actual, string what, float scale)
        => Assert.True(MathF.Abs(expected - actual) <= 1e-4f * scale, $"{what}: the processor has {expected:R}, the device {actual:R}");
}
