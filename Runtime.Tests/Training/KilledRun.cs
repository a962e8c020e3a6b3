using ModelGen.Tests.Checkpoints;
using static ModelGen.Tests.Training.ResumedRun;

namespace ModelGen.Tests.Training;

/// <summary>
/// The program that <see cref="KilledRunTests"/> kills: a run that writes a checkpoint every few steps, and can be started again.
/// </summary>
internal static class KilledRun
{
    public const string Argument = "train-and-save";

    public const int RunEpochs = 40;

    /// <param name="arguments">The word above, the folder, the file for the end, and how the samples are given.</param>
    public static int Run(string[] arguments)
    {
        var (folder, end, form) = (arguments[1], arguments[2], Enum.Parse<Form>(arguments[3]));
        using var model = Create();
        Train(model, form, Options(form, folder));
        model.Save(end);
        return 0;
    }

    /// <summary>The run's options; without a folder, of a run that is not killed.</summary>
    public static FitOptions Options(Form form, string? folder) => new()
    {
        Epochs = RunEpochs,
        BatchSize = 5,
        Shuffle = form != Form.SpansInOrder,
        ResumeFrom = folder,
        Callbacks =
        [
            .. folder is null ? [] : new IFitCallback[] { new Checkpoint(folder, every: 3) }, new EarlyStopping(patience: RunEpochs),
            new ReduceOnPlateau(patience: 2),
        ],
    };
}
