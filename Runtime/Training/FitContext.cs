using ModelGen.Runtime;

namespace ModelGen;

/// <summary>A run of Fit, as its callbacks see it.</summary>
public sealed class FitContext
{
    private readonly FitRun _run;

    internal FitContext(FitRun run, IModel model) => (_run, Model) = (run, model);

    /// <summary>The model that is trained.</summary>
    public IModel Model { get; }

    /// <summary>Its optimizer, with the learning rate and the schedule.</summary>
    public ModelOptimizer Optimizer => _run.Executor.Optimizers[0];

    /// <summary>The learning rate of the next step; as <see cref="ModelOptimizer.LearningRate"/>.</summary>
    /// <exception cref="ArgumentOutOfRangeException">It is no finite number, or below what the optimizer takes.</exception>
    public double LearningRate
    {
        get => Optimizer.LearningRate;
        set => Optimizer.LearningRate = value;
    }

    /// <summary>The epoch that is under way, or ended last: 1 is the first.</summary>
    public int Epoch => _run.Epoch;

    /// <summary>How many epochs there are at most.</summary>
    public int Epochs => _run.Options.MostEpochs;

    /// <summary>Steps of the run so far, also those before it was resumed.</summary>
    public long Step => _run.Position.Steps;

    /// <summary>Steps of this epoch so far; 0 when it has ended.</summary>
    public int StepOfEpoch => _run.Position.Batches;

    /// <summary>What the last step gave. On a GPU, reading its loss waits for the step.</summary>
    public StepResult LastStep => _run.LastStep;

    /// <summary>How far the run is.</summary>
    public FitProgress Progress => _run.Progress();

    /// <summary>The epochs that ended.</summary>
    public History History => _run.History;

    /// <summary>Whether the run goes on from a checkpoint.</summary>
    public bool IsResumed => History.ResumedFrom is not null;

    /// <summary>Whether the run is to try the program out, and leave nothing behind.</summary>
    public bool IsFastDevRun => _run.Options.FastDevRun;

    /// <summary>Whether the run ends after this step or epoch.</summary>
    public bool IsStopping => _run.IsStopping;

    /// <summary>Whether the epoch that ended last had fewer steps than there are batches, since the run was stopped.</summary>
    public bool IsCutShort => _run.IsCutShort;

    /// <summary>Why it was told to stop; null if nobody has told it.</summary>
    public string? StopReason => _run.Position.StopReason;

    /// <summary>Whether the run has ended by an exception.</summary>
    public bool HasFailed => _run.HasFailed;

    internal FitRun Run => _run;

    /// <summary>Ends the run after this step or epoch. A run that is resumed after that stays ended.</summary>
    /// <param name="reason">Why, for <see cref="StopReason"/>.</param>
    public void Stop(string reason)
    {
        ArgumentException.ThrowIfNullOrEmpty(reason);
        _run.Position.StopReason ??= reason;
    }

    /// <summary>
    /// Writes a checkpoint that a run can go on from. It is a file as of the model's Save, and can be loaded like one.
    /// </summary>
    /// <param name="path">The file; one that is there is replaced when the new one is whole.</param>
    /// <returns>False if nothing was written, since the last loss is not finite and Fit is going to stop by it.</returns>
    /// <exception cref="IOException">The file cannot be written; what was there is still there.</exception>
    public bool Save(string path) => _run.Save(path);
}
