using System.ComponentModel;
using System.Diagnostics;
using System.Globalization;
using System.Numerics;

namespace ModelGen.Runtime;

/// <summary>
/// The epochs of one call of Fit; emitted code gives it each step. It ends with an error where a loss is not finite, unless told otherwise.
/// </summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public sealed partial class FitRun : IDisposable
{
    private readonly FitCallbacks _callbacks;
    private readonly FitContext _context;
    private readonly long _start = Stopwatch.GetTimestamp();
    private IBatchSource? _training;
    private IBatchSource? _validation;
    private LossMean _loss;
    private LossMean _validationLoss;
    private long _epochStart;
    private long _validationStart;
    private bool _hasBegun;
    private bool _hasEnded;
    private bool _isOutOfTime;
    private bool _inputsWereSeen;
    private string? _input;

    /// <param name="model">The model.</param>
    /// <param name="executor">Runs it.</param>
    /// <param name="options">How it is trained.</param>
    public FitRun(IModel model, ModelExecutor executor, FitOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        (Executor, Options, _context) = (executor, options, new(this, model));
        _callbacks = new(options.Callbacks, _context);
        Again = options.DetectAnomaly ? () => RunsAgain : null;
    }

    /// <summary>The epochs that ended.</summary>
    public History History { get; } = new();

    internal ModelExecutor Executor { get; }

    internal FitOptions Options { get; }

    internal FitPosition Position { get; private set; } = new();

    internal IBatchSource Training => _training!;

    internal StepResult LastStep { get; private set; }

    internal bool HasFailed { get; private set; }

    /// <summary>Whether a callback, or one of the options, ends the run after this step.</summary>
    internal bool IsStopping => Position.StopReason is not null || Position.Steps >= Options.Steps || _isOutOfTime;

    /// <summary>Whether the epoch that ended last had fewer steps than there are batches.</summary>
    internal bool IsCutShort { get; private set; }

    /// <summary>The epoch that is under way, or ended last: 1 is the first.</summary>
    internal int Epoch => History.Count + (Position.IsInEpoch ? 1 : 0);

    /// <summary>The batches of the epoch to train on: none where the run stops.</summary>
    internal (int First, int End) Batches => (Position.Batches, IsStopping ? 0 : Options.MostBatches);

    /// <summary>The first step of the epoch whose loss is not finite: 1 for the first; 0 while there is none.</summary>
    internal long FailedStep => _loss.FirstNotFinite;

    /// <summary>Whether losses may be infinite or no number whatever the options say, as of one who looks for the limit.</summary>
    internal bool AllowsNonFinite { get; set; }

    private bool GoesOn => Options.AllowNonFinite || AllowsNonFinite || _loss.FirstNotFinite == 0;

    /// <summary>The batches of a loader to train on.</summary>
    /// <typeparam name="TInput">An element of an input.</typeparam>
    /// <typeparam name="TTarget">An element of a target.</typeparam>
    /// <param name="loader">The loader.</param>
    public FitLoader<TInput, TTarget> TrainOn<TInput, TTarget>(DataLoader<TInput, TTarget> loader)
        where TInput : unmanaged
        where TTarget : unmanaged
    {
        _training = loader;
        return new(this, loader, isValidation: false);
    }

    /// <summary>The batches of samples in memory to train on.</summary>
    /// <param name="samples">How many there are.</param>
    public FitBatches TrainOn(long samples)
    {
        var batches = new FitBatches(this, samples, isValidation: false);
        _training = batches;
        return batches;
    }

    /// <summary>The batches of a loader for validation; none where it is null.</summary>
    /// <typeparam name="TInput">An element of an input.</typeparam>
    /// <typeparam name="TTarget">An element of a target.</typeparam>
    /// <param name="loader">The loader.</param>
    public FitLoader<TInput, TTarget>? ValidateOn<TInput, TTarget>(DataLoader<TInput, TTarget>? loader)
        where TInput : unmanaged
        where TTarget : unmanaged
    {
        _validation = loader;
        return loader is null ? null : new FitLoader<TInput, TTarget>(this, loader, isValidation: true);
    }

    /// <summary>The batches of samples in memory for validation.</summary>
    /// <param name="samples">How many there are; may be 0.</param>
    public FitBatches ValidateOn(long samples)
    {
        var batches = new FitBatches(this, samples, isValidation: true);
        _validation = batches;
        return batches;
    }

    /// <summary>Ends the epoch, if one was begun, and begins the next.</summary>
    /// <returns>False after the last.</returns>
    /// <exception cref="InvalidOperationException">The epoch had no samples.</exception>
    /// <exception cref="FitCanceledException">The run was cancelled.</exception>
    public bool NextEpoch()
    {
        if (!_hasBegun) Begin();
        else EndEpoch();
        if (!Position.IsInEpoch && (History.Count >= Options.MostEpochs || IsStopping)) return false;
        ThrowIfCancelled(Stage.Start);
        if (!Position.IsInEpoch) Position.Turn = Training.Turn;
        Position.IsInEpoch = true;
        _epochStart = Stopwatch.GetTimestamp();
        _callbacks.OnEpochStart();
        KeepModel();
        if (Position.Batches > 0 || !IsStopping) return true;
        Position.IsInEpoch = false;
        return false;
    }

    /// <summary>Counts a step of training.</summary>
    /// <param name="step">Its loss.</param>
    /// <param name="samples">Of how many samples it is the mean.</param>
    /// <returns>Whether to go on: false once a loss is known not to be finite, or the run is to stop.</returns>
    public bool Add(StepResult step, int samples)
    {
        if (RunsAgain)
        {
            EndSecondRun();
            return false;
        }

        Position.Steps++;
        Position.Batches++;
        Position.LearningRate = Executor.Optimizers[0].LastRate;
        _loss.Add(step, samples);
        LastStep = step;
        if (Options.DetectAnomaly) _loss.ReadLast();
        ThrowIfCancelled(Stage.Step);
        if (LooksAgain()) return true;
        if (!GoesOn) return false;
        _callbacks.OnStepEnd();
        Options.Progress?.Report(Progress());
        LookAtTime();
        KeepModel();
        if (!IsStopping) return true;
        _callbacks.OnStop();
        return false;
    }

    /// <summary>Whether the epoch's losses are finite, or may be otherwise; reads those that are still on the device.</summary>
    public bool EndsWell()
    {
        _loss.ReadLast();
        return GoesOn;
    }

    /// <summary>Remembers where an input of the step that failed is not finite.</summary>
    /// <param name="input">Where it is, for the message; null if it is finite.</param>
    public void Found(string? input) => _input = input;

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
        if (FailedStep != Position.Batches) return null;
        SawInputs();
        return FiniteCheck.Find($"input {input}", values);
    }

    /// <summary>Counts a batch of validation.</summary>
    /// <param name="step">Its loss.</param>
    /// <param name="samples">Of how many samples it is the mean.</param>
    public void AddValidation(StepResult step, int samples)
    {
        if (_validationLoss.Samples == 0) _validationStart = Executor.Calls - 1;
        _validationLoss.Add(step, samples);
        ThrowIfCancelled(Stage.Validation);
    }

    /// <summary>Ends the run.</summary>
    /// <returns>What its epochs gave.</returns>
    public History End()
    {
        _hasEnded = true;
        _callbacks.OnFitEnd();
        return History;
    }

    /// <summary>Tells the callbacks if the run has not ended well.</summary>
    public void Dispose()
    {
        if (RunsAgain) Executor.Profile = _profile;
        _beforeStep?.Dispose();
        if (!_hasBegun || _hasEnded) return;
        (_hasEnded, HasFailed) = (true, true);
        _callbacks.OnFitEnd();
    }

    /// <summary>How far the run is.</summary>
    internal FitProgress Progress()
    {
        var (all, most) = (Training.Batches, Options.MostEpochs);
        var batches = Math.Min(all, Options.MostBatches);
        var (ofEpoch, samples) = (Training.SamplesOf(batches), Training.SamplesOf(Position.Batches));
        var seconds = Position.Seconds + Stopwatch.GetElapsedTime(_epochStart).TotalSeconds;
        var perSecond = seconds > 0 ? samples / seconds : 0;
        var left = (ofEpoch * (double)(most - History.Count)) - samples;
        return new(Epoch, most, Position.Steps, samples, ofEpoch, _loss.Mean, Position.LearningRate, perSecond,
            perSecond > 0 && left / perSecond < TimeSpan.MaxValue.TotalSeconds ? TimeSpan.FromSeconds(left / perSecond) : null);
    }

    /// <summary>Remembers that the inputs of the step that failed could be looked at.</summary>
    internal void SawInputs() => _inputsWereSeen = true;

    private void Begin()
    {
        BeginMetrics();
        (Position.Turn, Position.ValidationTurn) = (Training.Turn, _validation?.Turn ?? 0);
        if (Options.ResumeFrom is { } folder && !Options.FastDevRun) Resume(folder);
        _hasBegun = true;
        LookAtTime();
        _callbacks.OnFitStart();
    }

    // Looked at here alone, so that whoever asks within a step is told the same.
    private void LookAtTime() => _isOutOfTime |= Options.MaxTime is { } most && Stopwatch.GetElapsedTime(_start) >= most;

    private void EndEpoch()
    {
        if (_loss.Samples == 0)
            throw new InvalidOperationException("Fit got no samples: the data set is empty, or dropLast leaves out its only batch.");
        var metrics = TakeMetrics();
        var validation = _validationLoss.Samples > 0 ? _validationLoss.Take() : (double?)null;
        var seconds = Position.Seconds + Stopwatch.GetElapsedTime(_epochStart).TotalSeconds;
        EpochResult result = new(History.Count + 1, Options.MostEpochs, _loss.Take(), validation, seconds, Position.LearningRate, metrics);
        IsCutShort = Position.Batches < Math.Min(Training.Batches, Options.MostBatches);
        (Position.Batches, Position.IsInEpoch, Position.Seconds) = (0, false, 0);
        (Position.Turn, Position.ValidationTurn) = (Training.Turn, _validation?.Turn ?? 0);
        Executor.Optimizers[0].Schedule?.Report(validation ?? result.Loss);
        History.Add(result);
        Options.OnEpoch?.Invoke(result);
        if (result.IsLast) Position.StopReason ??= $"{nameof(EpochResult)}.{nameof(EpochResult.Stop)}";
        LookAtTime();
        _callbacks.OnEpochEnd();
    }

    /// <summary>Where in an epoch a run is.</summary>
    private enum Stage
    {
        Start,
        Step,
        Validation,
    }
}
