using System.Globalization;
using ModelGen.Runtime;

namespace ModelGen;

/// <summary>
/// The learning rate of each training step, by the number of steps before it: <c>model.Schedule = Schedule.Cosine(10_000)</c>. The numbers
/// and defaults are those of PyTorch's schedulers (https://pytorch.org/docs/stable/optim.html) that are stepped after each training step:
/// here step t is the model's call of TrainStep or Apply after t others, not an epoch, and learningRate is what the model's LearningRate
/// was set to.
/// The model's steps count, also those before the schedule was set and those of a training that goes on from a file.
/// </summary>
public abstract partial class Schedule
{
    private readonly ScheduleSettings _settings;

    private protected Schedule(string name, ScheduleSettings settings) => (Name, _settings) = (name, settings);

    /// <summary>The method that makes such a schedule; a file has it as text.</summary>
    internal string Name { get; }

    /// <summary>The arguments of that method, as texts, in order.</summary>
    internal IReadOnlyList<KeyValuePair<string, string>> Settings => _settings.Taken;

    /// <summary>What it knows of the training beside the number of steps, as texts.</summary>
    internal virtual IEnumerable<KeyValuePair<string, string>> State => [];

    /// <summary>The user's function that it asks, which no file holds.</summary>
    internal virtual FunctionSchedule? Asked => null;

    /// <summary>The learning rate of a step.</summary>
    /// <param name="step">How many steps were before: 0 for the model's first.</param>
    /// <param name="learningRate">What the model's LearningRate was set to.</param>
    /// <returns>The rate, of which nothing is rounded to the model's precision yet.</returns>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="step"/> is below 0.</exception>
    public double RateAt(long step, double learningRate)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(step);
        return Rate(step, learningRate);
    }

    /// <summary>
    /// Tells what <see cref="ReduceOnPlateau"/> follows, such as the loss on the validation samples; Fit does so after each epoch. Others
    /// ignore it.
    /// </summary>
    /// <param name="metric">What it was; no number counts as one that is not better.</param>
    public virtual void Report(double metric)
    {
    }

    /// <summary>
    /// This schedule after a linear warm-up, as PyTorch's SequentialLR([LinearLR(start_factor, total_iters: steps), this], [steps]): in
    /// step t &lt; steps the rate is learningRate (startFactor + (1 - startFactor) t / steps), then that of this schedule, whose step 0 is
    /// step <paramref name="steps"/>. Before <see cref="OneCycle"/> it rises to maximum / divFactor instead, with which that begins.
    /// https://pytorch.org/docs/stable/generated/torch.optim.lr_scheduler.SequentialLR.html
    /// </summary>
    /// <param name="steps">How long it takes, in steps; 1 or more.</param>
    /// <param name="startFactor">The share of the rate in the first step, from 0 to 1.</param>
    /// <exception cref="ArgumentOutOfRangeException">A setting is not in its range.</exception>
    /// <exception cref="InvalidOperationException">It has a warm-up already.</exception>
    public Schedule WithWarmUp(long steps, double startFactor = 1.0 / 3)
        => this is WarmUpSchedule
            ? throw new InvalidOperationException($"{this} has a warm-up already; give it one of all the steps.")
            : new WarmUpSchedule(new GivenSettings((nameof(steps), [steps]), (nameof(startFactor), [startFactor])), this);

    /// <summary>How it is made, such as <c>Step(stepSize: 30, gamma: 0.1)</c>.</summary>
    public override string ToString()
        => $"{Name}({string.Join(", ", Settings.Select(setting => $"{setting.Key}: {setting.Value}"))})";

    /// <summary>The learning rate of a step that is 0 or more.</summary>
    internal abstract double Rate(long step, double learningRate);

    /// <summary>The rate to which a warm-up rises.</summary>
    internal virtual double Base(double learningRate) => learningRate;

    /// <summary>A number as a file has it.</summary>
    private protected static string Text(double number) => number.ToString("R", CultureInfo.InvariantCulture);
}
