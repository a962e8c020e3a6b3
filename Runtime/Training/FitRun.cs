using System.ComponentModel;
using System.Diagnostics;

namespace ModelGen.Runtime;

/// <summary>The epochs of one call of Fit; emitted code gives it each step.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public sealed class FitRun
{
    private readonly int _epochs;
    private readonly Action<EpochResult>? _onEpoch;
    private readonly CancellationToken _cancellation;
    private LossMean _training;
    private LossMean _validation;
    private long _start;
    private bool _isInEpoch;

    /// <param name="epochs">How many epochs at most.</param>
    /// <param name="onEpoch">Called after each.</param>
    /// <param name="cancellation">Ends the run between two steps.</param>
    /// <exception cref="ArgumentOutOfRangeException">The number of epochs is below 0.</exception>
    public FitRun(int epochs, Action<EpochResult>? onEpoch, CancellationToken cancellation)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(epochs);
        (_epochs, _onEpoch, _cancellation) = (epochs, onEpoch, cancellation);
    }

    /// <summary>The epochs that ended.</summary>
    public History History { get; } = new();

    /// <summary>Ends the epoch, if one was begun, and begins the next.</summary>
    /// <returns>False after the last.</returns>
    /// <exception cref="InvalidOperationException">The epoch had no samples.</exception>
    /// <exception cref="OperationCanceledException">The run was cancelled.</exception>
    public bool NextEpoch()
    {
        if (_isInEpoch) EndEpoch();
        _isInEpoch = History.Count < _epochs && !(History.Count > 0 && History[^1].IsLast);
        if (!_isInEpoch) return false;
        _cancellation.ThrowIfCancellationRequested();
        _start = Stopwatch.GetTimestamp();
        return true;
    }

    /// <summary>Counts a step of training.</summary>
    /// <param name="step">Its loss.</param>
    /// <param name="samples">Of how many samples it is the mean.</param>
    public void Add(StepResult step, int samples)
    {
        _training.Add(step, samples);
        _cancellation.ThrowIfCancellationRequested();
    }

    /// <summary>Counts a batch of validation.</summary>
    /// <param name="step">Its loss.</param>
    /// <param name="samples">Of how many samples it is the mean.</param>
    public void AddValidation(StepResult step, int samples)
    {
        _validation.Add(step, samples);
        _cancellation.ThrowIfCancellationRequested();
    }

    private void EndEpoch()
    {
        if (_training.Samples == 0) throw new InvalidOperationException("Fit got no samples: the data set is empty, or dropLast leaves out its only batch.");
        var validation = _validation.Samples > 0 ? _validation.Take() : (double?)null;
        EpochResult result = new(History.Count + 1, _epochs, _training.Take(), validation, Stopwatch.GetElapsedTime(_start).TotalSeconds);
        History.Add(result);
        _onEpoch?.Invoke(result);
    }
}
