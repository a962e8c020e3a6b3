using Spectre.Console;

namespace ModelGen;

/// <summary>
/// Shows a training while it runs: in a terminal a bar that moves, with the loss, metrics, samples per second and the time that is left,
/// and above it a line for each epoch that ended; where the output goes elsewhere, these lines alone. As a callback of Fit it does so by
/// itself. By <a href="https://spectreconsole.net">Spectre.Console</a>. One thread may use it at a time.
/// </summary>
public sealed class LiveView : IFitCallback, IDisposable
{
    // An eye sees no more, and a step that takes microseconds is not held up.
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(100);

    private readonly IAnsiConsole _console;
    private readonly TimeProvider _time;
    private readonly bool _isTerminal;
    private LiveBar? _bar;
    private string _line = "";
    private int _epoch;
    private long _shown;

    /// <summary>Makes a view; nothing is shown yet.</summary>
    /// <param name="console">Where to; null for the process's console.</param>
    /// <param name="time">The clock; null for the system's.</param>
    public LiveView(IAnsiConsole? console = null, TimeProvider? time = null)
    {
        (_console, _time) = (console ?? AnsiConsole.Console, time ?? TimeProvider.System);
        _isTerminal = _console.Profile.Capabilities is { Ansi: true, Interactive: true };
    }

    /// <summary>
    /// Shows where a training is. Call it as often as you like: after a step, and once with <paramref name="done"/> at the total when the
    /// epoch has ended, which leaves its line.
    /// </summary>
    /// <param name="epoch">Which epoch: 1 is the first.</param>
    /// <param name="epochs">How many are asked for.</param>
    /// <param name="done">Samples of this epoch so far.</param>
    /// <param name="total">Samples of an epoch.</param>
    /// <param name="loss">The loss so far.</param>
    /// <param name="metrics">Other numbers with their names, such as the validation loss; null for none.</param>
    /// <param name="samplesPerSecond">How fast it is; 0 where it is not known.</param>
    /// <exception cref="ArgumentOutOfRangeException">The epoch is below 1 or above the epochs, or <paramref name="done"/> is not in
    /// [0, <paramref name="total"/>].</exception>
    public void Show(int epoch, int epochs, long done, long total, double loss, IReadOnlyList<(string Name, double Value)>? metrics,
        double samplesPerSecond)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(epoch, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(epoch, epochs);
        ArgumentOutOfRangeException.ThrowIfNegative(done);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(done, total);
        if (epoch != _epoch) Interrupt();
        _epoch = epoch;
        if (done < total && (!_isTerminal || !IsDue())) return;
        var left = done < total || epoch < epochs ? LiveText.Left(epoch, epochs, done, total, samplesPerSecond) : null;
        _line = LiveText.Line(epoch, epochs, loss, metrics ?? [], samplesPerSecond, left);
        if (done == total) End();
        else (_bar ??= new(_console, total, _line)).Show(done, _line);
    }

    /// <inheritdoc/>
    public void OnStepEnd(FitContext context)
    {
        ArgumentNullException.ThrowIfNull(context);
        if (!_isTerminal) return;
        var progress = context.Progress;

        // The line of the whole epoch has its validation, too.
        if (progress.Samples < progress.SamplesOfEpoch)
            Show(progress.Epoch, progress.Epochs, progress.Samples, progress.SamplesOfEpoch, progress.Loss, null,
                progress.SamplesPerSecond);
    }

    /// <inheritdoc/>
    public void OnEpochEnd(FitContext context)
    {
        ArgumentNullException.ThrowIfNull(context);
        var (epoch, samples) = (context.History[^1], context.Progress.SamplesOfEpoch);
        var metrics = epoch.Metrics.Select(metric => (metric.Key, metric.Value));
        if (epoch.ValidationLoss is { } loss) metrics = metrics.Prepend(("validation loss", loss));
        Show(epoch.Epoch, epoch.Epochs, samples, samples, epoch.Loss, [.. metrics], samples / epoch.Seconds);
    }

    /// <inheritdoc/>
    public void OnFitEnd(FitContext context) => Interrupt();

    /// <summary>Takes the bar away; of an epoch that has not ended, its last line stays.</summary>
    public void Dispose() => Interrupt();

    private bool IsDue()
    {
        if (_bar is not null && _time.GetElapsedTime(_shown) < Pause) return false;
        _shown = _time.GetTimestamp();
        return true;
    }

    private void Interrupt()
    {
        if (_bar is not null) End();
    }

    private void End()
    {
        _bar?.Dispose();
        _bar = null;
        _console.Profile.Out.Writer.WriteLine(_line);
    }
}
