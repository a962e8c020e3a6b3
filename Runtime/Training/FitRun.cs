using System.ComponentModel;
using System.Diagnostics;
using System.Globalization;
using System.Numerics;

namespace ModelGen.Runtime;

/// <summary>
/// The epochs of one call of Fit; emitted code gives it each step. It ends with an error where a loss is not finite, unless told otherwise.
/// </summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public sealed class FitRun
{
    private readonly ModelExecutor _executor;
    private readonly int _epochs;
    private readonly Action<EpochResult>? _onEpoch;
    private readonly bool _allowNonFinite;
    private readonly CancellationToken _cancellation;
    private LossMean _training;
    private LossMean _validation;
    private long _steps;
    private long _start;
    private bool _isInEpoch;
    private bool _inputsWereSeen;

    /// <param name="executor">The model's.</param>
    /// <param name="epochs">How many epochs at most.</param>
    /// <param name="onEpoch">Called after each.</param>
    /// <param name="allowNonFinite">Whether a loss that is not finite is a loss as any other.</param>
    /// <param name="cancellation">Ends the run between two steps.</param>
    /// <exception cref="ArgumentOutOfRangeException">The number of epochs is below 0.</exception>
    public FitRun(ModelExecutor executor, int epochs, Action<EpochResult>? onEpoch, bool allowNonFinite, CancellationToken cancellation)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(epochs);
        (_executor, _epochs, _onEpoch, _allowNonFinite, _cancellation) = (executor, epochs, onEpoch, allowNonFinite, cancellation);
    }

    /// <summary>The epochs that ended.</summary>
    public History History { get; } = new();

    /// <summary>Ends the epoch, if one was begun, and begins the next.</summary>
    /// <returns>False after the last.</returns>
    /// <exception cref="InvalidOperationException">The epoch had no samples.</exception>
    /// <exception cref="FitCanceledException">The run was cancelled.</exception>
    public bool NextEpoch()
    {
        if (_isInEpoch) EndEpoch();
        _isInEpoch = History.Count < _epochs && !(History.Count > 0 && History[^1].IsLast);
        if (!_isInEpoch) return false;
        ThrowIfCancelled(Stage.Start);
        _start = Stopwatch.GetTimestamp();
        return true;
    }

    /// <summary>Counts a step of training.</summary>
    /// <param name="step">Its loss.</param>
    /// <param name="samples">Of how many samples it is the mean.</param>
    /// <returns>Whether to go on: false once a loss is known not to be finite.</returns>
    public bool Add(StepResult step, int samples)
    {
        _steps++;
        _training.Add(step, samples);
        ThrowIfCancelled(Stage.Step);
        return GoesOn;
    }

    /// <summary>Whether the epoch's losses are finite, or may be otherwise; reads those that are still on the device.</summary>
    public bool EndsWell()
    {
        _training.ReadLast();
        return GoesOn;
    }

    /// <summary>
    /// Looks for a number that is not finite in an input of the batch that was given last, if that is the one whose loss is not finite.
    /// </summary>
    /// <typeparam name="T">float or double.</typeparam>
    /// <param name="input">The input's name.</param>
    /// <param name="values">Its values.</param>
    /// <returns>Where it stands, for the message; null if there is none.</returns>
    public string? NotFinite<T>(string input, ReadOnlySpan<T> values)
        where T : IFloatingPointIeee754<T>
    {
        if (FailedStep != _steps) return null;
        SawInputs();
        return FiniteCheck.Find($"input {input}", values);
    }

    /// <summary>The error of a loss that is not finite.</summary>
    /// <param name="input">Where an input is not, if one is.</param>
    public NonFiniteLossException Failure(string? input)
    {
        var parameter = input is null ? FiniteCheck.Find(_executor) : null;
        var (what, fix) = (input, parameter) switch
        {
            ({ } found, _) => ($"The first tensor that is not finite is the {found}", "Leave such samples out, or mend them"),
            (_, { } found) =>
                ($"{(_inputsWereSeen ? "The inputs are finite; the first tensor that is not is" : "The first tensor of the model that "
                + "is not finite is")} the {found}", "A smaller learning rate or gradients that are clipped may help"),
            _ when _inputsWereSeen => ("The inputs and parameters are finite, so the loss has no finite value there",
                "Look for a logarithm or a quotient of 0"),
            _ => ("The parameters are finite; the step's inputs were gone when its loss was read",
                "Look for numbers that are not finite in "
                + "the data, and for a logarithm or a quotient of 0"),
        };
        var (epoch, loss) = (History.Count + 1, _training.NotFinite);
        return new(
            $"Fit of {_executor.Layout.Model} stopped in epoch {epoch} of {_epochs}, in its step {FailedStep}: the loss is "
                + $"{loss.ToString(CultureInfo.InvariantCulture)}. {what}. {fix}; Fit(..., allowNonFinite: true) would go on.",
            loss,
            History);
    }

    /// <summary>Remembers that the inputs of the step that failed could be looked at.</summary>
    internal void SawInputs() => _inputsWereSeen = true;

    /// <summary>The first step of the epoch whose loss is not finite: 1 for the first; 0 while there is none.</summary>
    internal long FailedStep => _training.FirstNotFinite;

    /// <summary>Counts a batch of validation.</summary>
    /// <param name="step">Its loss.</param>
    /// <param name="samples">Of how many samples it is the mean.</param>
    public void AddValidation(StepResult step, int samples)
    {
        _validation.Add(step, samples);
        ThrowIfCancelled(Stage.Validation);
    }

    private bool GoesOn => _allowNonFinite || _training.FirstNotFinite == 0;

    private void ThrowIfCancelled(Stage stage)
    {
        if (!_cancellation.IsCancellationRequested) return;
        var where = stage switch
        {
            Stage.Start => "before its first step",
            Stage.Step => string.Create(CultureInfo.InvariantCulture, $"after its step {_steps}"),
            _ => "in its validation",
        };
        var epoch = History.Count + 1;
        throw new FitCanceledException(
            $"Fit of {_executor.Layout.Model} was cancelled in epoch {epoch} of {_epochs}, {where}. The steps that were done stay; "
                + "History has "
                + $"the epochs that ended: {History.Count}.",
            History,
            _cancellation);
    }

    private void EndEpoch()
    {
        _steps = 0;
        if (_training.Samples == 0)
            throw new InvalidOperationException("Fit got no samples: the data set is empty, or dropLast leaves out its only batch.");
        var validation = _validation.Samples > 0 ? _validation.Take() : (double?)null;
        EpochResult result = new(History.Count + 1, _epochs, _training.Take(), validation, Stopwatch.GetElapsedTime(_start).TotalSeconds,
            _executor.Optimizers[0].LastRate);
        _executor.Optimizers[0].Schedule?.Report(validation ?? result.Loss);
        History.Add(result);
        _onEpoch?.Invoke(result);
    }

    /// <summary>Where in an epoch a run is.</summary>
    private enum Stage
    {
        Start,
        Step,
        Validation,
    }
}
