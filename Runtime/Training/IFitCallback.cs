namespace ModelGen;

/// <summary>
/// Is called at the events of a run of Fit, by the thread that trains and between two steps, so that it may use the model. Each method
/// has a body that does nothing: implement those that are wanted.
/// </summary>
public interface IFitCallback
{
    /// <summary>The run begins; one that is resumed has its state already.</summary>
    /// <param name="context">The run.</param>
    void OnFitStart(FitContext context)
    {
    }

    /// <summary>An epoch begins, or goes on after a resume.</summary>
    /// <param name="context">The run.</param>
    void OnEpochStart(FitContext context)
    {
    }

    /// <summary>A step has been given to the device.</summary>
    /// <param name="context">The run.</param>
    void OnStepEnd(FitContext context)
    {
    }

    /// <summary>
    /// The run ends between two steps: stopped, out of time or steps, or cancelled. Then the epoch ends, unless it was cancelled.
    /// </summary>
    /// <param name="context">The run.</param>
    void OnStop(FitContext context)
    {
    }

    /// <summary>An epoch has ended; what it gave is the last of <see cref="FitContext.History"/>.</summary>
    /// <param name="context">The run.</param>
    void OnEpochEnd(FitContext context)
    {
    }

    /// <summary>The run has ended, also by an exception: then <see cref="FitContext.HasFailed"/>.</summary>
    /// <param name="context">The run.</param>
    void OnFitEnd(FitContext context)
    {
    }

    /// <summary>Gives what a checkpoint is to hold of the callback.</summary>
    /// <param name="state">Gets texts by names.</param>
    void SaveState(IDictionary<string, string> state)
    {
    }

    /// <summary>Takes what a checkpoint holds of it, before <see cref="OnFitStart"/> of a run that is resumed.</summary>
    /// <param name="state">The texts by names; none if the checkpoint has nothing of it.</param>
    /// <exception cref="InvalidDataException">They are not of its own; the checkpoint counts as damaged then.</exception>
    void LoadState(IReadOnlyDictionary<string, string> state)
    {
    }
}
