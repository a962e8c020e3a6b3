using ModelGen.Runtime;

namespace ModelGen;

/// <summary>
/// Looks for a learning rate: trains with a rate that grows step by step along an exponential, until the loss diverges, and then has the
/// model as it was before, its optimizer and schedule too. Give it to a run of its own, with as many epochs as its steps need.
/// (L. N. Smith, Cyclical learning rates for training neural networks, 2017.)
/// </summary>
public sealed class LearningRateFinder : IFitCallback
{
    private readonly double _minimum;
    private readonly double _maximum;
    private readonly int _steps;
    private readonly double _smoothing;
    private readonly double _divergence;
    private readonly List<double> _rates = [];
    private readonly List<double> _losses = [];
    private ModelSnapshot? _before;
    private long _turn;
    private double _mean;
    private double _best;

    /// <param name="minimum">The rate of the first step, above 0.</param>
    /// <param name="maximum">The rate of the last step, above the minimum.</param>
    /// <param name="steps">How many steps, 10 or more.</param>
    /// <param name="smoothing">The share of the mean of the losses before in the smoothed loss, from 0 to below 1.</param>
    /// <param name="divergence">The sweep ends where the smoothed loss is so many times the least, above 1.</param>
    /// <exception cref="ArgumentOutOfRangeException">A number is out of its range.</exception>
    public LearningRateFinder(
        double minimum = 1e-7, double maximum = 10, int steps = 100, double smoothing = 0.98, double divergence = 4)
    {
        Check(minimum > 0 && double.IsFinite(minimum), nameof(minimum), minimum, "a finite number above 0");
        Check(maximum > minimum && double.IsFinite(maximum), nameof(maximum), maximum, "a finite number above the minimum");
        ArgumentOutOfRangeException.ThrowIfLessThan(steps, 10);
        Check(smoothing is >= 0 and < 1, nameof(smoothing), smoothing, "a number of 0 or more and below 1");
        Check(divergence > 1, nameof(divergence), divergence, "a number above 1");
        (_minimum, _maximum, _steps, _smoothing, _divergence) = (minimum, maximum, steps, smoothing, divergence);
    }

    /// <summary>The rates of the steps.</summary>
    public IReadOnlyList<double> Rates => _rates;

    /// <summary>The smoothed loss of each step.</summary>
    public IReadOnlyList<double> Losses => _losses;

    /// <summary>
    /// The rate at which the smoothed loss falls steepest over the logarithm of the rate; null where it does not fall.
    /// </summary>
    public double? Suggestion => SteepestFall.Find(_rates, _losses);

    /// <inheritdoc/>
    public void OnFitStart(FitContext context)
    {
        ArgumentNullException.ThrowIfNull(context);
        if (context.IsResumed || context.Run.Options.Callbacks.Any(callback => callback is Checkpoint))
            throw new InvalidOperationException($"{nameof(LearningRateFinder)} leaves the model as it was, so its run has no checkpoints: "
                + $"give it one without {nameof(Checkpoint)} and {nameof(FitOptions.ResumeFrom)}.");
        _rates.Clear();
        _losses.Clear();
        (_before, _turn, _mean, _best) = (context.Run.Executor.CopyModel(), context.Run.Training.Turn, 0, double.PositiveInfinity);
        context.Run.AllowsNonFinite = true;
        (context.Optimizer.Schedule, context.LearningRate) = (null, _minimum);
    }

    /// <inheritdoc/>
    public void OnStepEnd(FitContext context)
    {
        ArgumentNullException.ThrowIfNull(context);
        var loss = context.LastStep.Loss;
        if (!double.IsFinite(loss))
        {
            context.Stop($"{nameof(LearningRateFinder)}: the loss is no finite number any more");
            return;
        }

        // As Adam's mean, without the bias of its beginning.
        _mean = (_smoothing * _mean) + ((1 - _smoothing) * loss);
        var smoothed = _mean / (1 - Math.Pow(_smoothing, _losses.Count + 1));
        _rates.Add(context.LearningRate);
        _losses.Add(smoothed);
        _best = Math.Min(_best, smoothed);
        if (_losses.Count == _steps) context.Stop($"{nameof(LearningRateFinder)}: all rates were tried");
        else if (_losses.Count > 1 && smoothed > _divergence * _best) context.Stop($"{nameof(LearningRateFinder)}: the loss diverges");
        else context.LearningRate = _minimum * Math.Pow(_maximum / _minimum, _losses.Count / (double)(_steps - 1));
    }

    /// <inheritdoc/>
    public void OnFitEnd(FitContext context)
    {
        ArgumentNullException.ThrowIfNull(context);
        if (_before is not { } before) return;
        context.Run.Executor.PutBack(before);
        context.Run.Training.Turn = _turn;
        before.Dispose();
        _before = null;
    }

    private static void Check(bool isRight, string name, double number, string range)
    {
        if (!isRight) throw new ArgumentOutOfRangeException(name, number, $"{name} must be {range}; got {FitMonitor.Text(number)}.");
    }
}
