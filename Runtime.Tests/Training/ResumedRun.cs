#pragma warning disable xUnit1051 // A training here takes milliseconds: no test need be able to cancel it.
using ModelGen.Tests.Checkpoints;

namespace ModelGen.Tests.Training;

/// <summary>
/// A small run with all that it goes on from: running statistics, an optimizer's states, random numbers, a schedule, callbacks with states.
/// </summary>
internal static class ResumedRun
{
    public const int Epochs = 3;
    public const int StepsOfEpoch = 5;

    private const int Samples = 23;
    private const int ValidationSamples = 9;
    private const int BatchSize = 5;

    private static readonly float[] _x = [.. Enumerable.Range(0, Samples * 3).Select(index => MathF.Sin(index))];
    private static readonly float[] _y = [.. Enumerable.Range(0, Samples * 2).Select(index => MathF.Cos(index))];

    /// <summary>The ways to give the samples.</summary>
    public enum Form
    {
        Spans,
        SpansInOrder,
        SpansOfSeed,
        Loader,
        LoaderThatReadsAhead,
        LoaderThatDropsLast,
    }

    public static SavedNet Create(long seed = 3)
    {
        var model = SavedNet.Create(drop: 0.3, device: Device.CpuWith(1), seed: seed);
        model.Schedule = Schedule.Cosine(steps: 12).WithWarmUp(steps: 4);
        return model;
    }

    /// <summary>The options of each part of the run.</summary>
    public static FitOptions Options(
        Form form, string? folder, long? steps = null, IFitCallback? more = null, long? every = null, int epochs = Epochs)
        => new()
        {
            Epochs = epochs,
            Steps = steps,
            BatchSize = BatchSize,
            Shuffle = form != Form.SpansInOrder,
            Seed = form == Form.SpansOfSeed ? 77 : null,
            ResumeFrom = folder,
            Callbacks =
            [
                .. folder is null ? [] : new IFitCallback[] { new Checkpoint(folder, every) },
                new EarlyStopping(patience: 2, minDelta: 1e-3), new ReduceOnPlateau(patience: 0, threshold: 0.2),
                .. more is null ? [] : new[] { more },
            ],
        };

    public static History Train(SavedNet model, Form form, FitOptions options)
    {
        ReadOnlySpan<float> validationX = _x.AsSpan(0, ValidationSamples * 3), validationY = _y.AsSpan(0, ValidationSamples * 2);
        if (form is Form.Spans or Form.SpansInOrder or Form.SpansOfSeed) return model.Fit(_x, _y, options, validationX, validationY);
        using var loader = new DataLoader<float, float>(DataSet.Of(_x, _y, Samples), BatchSize, shuffle: true, seed: 5,
            dropLast: form == Form.LoaderThatDropsLast, workers: form == Form.LoaderThatReadsAhead ? 2 : 0);
        using var validation = new DataLoader<float, float>(
            DataSet.Of(validationX.ToArray(), validationY.ToArray(), ValidationSamples), 4, shuffle: true, seed: 6);
        return model.Fit(loader, options, validation);
    }

    /// <summary>All that a model's training goes on from, as the bytes of a file.</summary>
    public static byte[] Bytes(SavedNet model)
    {
        using var folder = new TemporaryFolder();
        model.Save(folder["net"]);
        return File.ReadAllBytes(folder["net"]);
    }

    /// <summary>What of a history follows from the samples: not the seconds.</summary>
    public static IEnumerable<(int, double, double?, double)> Numbers(History history)
        => history.Select(epoch => (epoch.Epoch, epoch.Loss, epoch.ValidationLoss, epoch.LearningRate));
}
