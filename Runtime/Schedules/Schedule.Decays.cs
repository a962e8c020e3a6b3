using ModelGen.Runtime;

namespace ModelGen;

/// <content>Those that go one way.</content>
public abstract partial class Schedule
{
    /// <summary>
    /// A share of the rate at first: learningRate factor for t &lt; steps, then learningRate.
    /// https://pytorch.org/docs/stable/generated/torch.optim.lr_scheduler.ConstantLR.html
    /// </summary>
    /// <param name="factor">The share, from 0 to 1.</param>
    /// <param name="steps">How long it holds, in steps (PyTorch's total_iters); 1 or more.</param>
    /// <exception cref="ArgumentOutOfRangeException">A setting is not in its range.</exception>
    public static Schedule Constant(double factor = 1.0 / 3, long steps = 5)
        => new ConstantSchedule(new GivenSettings((nameof(factor), [factor]), (nameof(steps), [steps])));

    /// <summary>
    /// Multiplies the rate at equal distances: learningRate gamma^floor(t / stepSize).
    /// https://pytorch.org/docs/stable/generated/torch.optim.lr_scheduler.StepLR.html
    /// </summary>
    /// <param name="stepSize">The distance, in steps; 1 or more.</param>
    /// <param name="gamma">The factor; finite and 0 or more.</param>
    /// <exception cref="ArgumentOutOfRangeException">A setting is not in its range.</exception>
    public static Schedule Step(long stepSize, double gamma = 0.1)
        => new StepSchedule(new GivenSettings((nameof(stepSize), [stepSize]), (nameof(gamma), [gamma])));

    /// <summary>
    /// Multiplies the rate at given steps: learningRate gamma^k, where k of the milestones are t or less.
    /// https://pytorch.org/docs/stable/generated/torch.optim.lr_scheduler.MultiStepLR.html
    /// </summary>
    /// <param name="milestones">The steps: none below 0, and none below the one before it; one that stands twice counts twice.</param>
    /// <param name="gamma">The factor; finite and 0 or more.</param>
    /// <exception cref="ArgumentNullException"><paramref name="milestones"/> is null.</exception>
    /// <exception cref="ArgumentOutOfRangeException">A setting is not in its range.</exception>
    public static Schedule MultiStep(IEnumerable<long> milestones, double gamma = 0.1)
    {
        ArgumentNullException.ThrowIfNull(milestones);
        return new MultiStepSchedule(new GivenSettings((nameof(milestones), [.. milestones]), (nameof(gamma), [gamma])));
    }

    /// <summary>
    /// Multiplies the rate after each step: learningRate gamma^t.
    /// https://pytorch.org/docs/stable/generated/torch.optim.lr_scheduler.ExponentialLR.html
    /// </summary>
    /// <param name="gamma">The factor of a step; finite and 0 or more.</param>
    /// <exception cref="ArgumentOutOfRangeException">It is not in its range.</exception>
    public static Schedule Exponential(double gamma) => new ExponentialSchedule(new GivenSettings((nameof(gamma), [gamma])));

    /// <summary>
    /// A line, then what it leads to: learningRate (startFactor + (endFactor - startFactor) min(t, steps) / steps).
    /// https://pytorch.org/docs/stable/generated/torch.optim.lr_scheduler.LinearLR.html
    /// </summary>
    /// <param name="startFactor">The share of the rate in the first step, from 0 to 1.</param>
    /// <param name="endFactor">The share at its end, from 0 to 1.</param>
    /// <param name="steps">How long it is, in steps (PyTorch's total_iters); 1 or more.</param>
    /// <exception cref="ArgumentOutOfRangeException">A setting is not in its range.</exception>
    public static Schedule Linear(double startFactor = 1.0 / 3, double endFactor = 1, long steps = 5)
        => new LinearSchedule(new GivenSettings(
            (nameof(startFactor), [startFactor]), (nameof(endFactor), [endFactor]), (nameof(steps), [steps])));

    /// <summary>
    /// Falls to 0 as a power of the steps that are left: learningRate (1 - min(t, steps) / steps)^power.
    /// https://pytorch.org/docs/stable/generated/torch.optim.lr_scheduler.PolynomialLR.html
    /// </summary>
    /// <param name="steps">How long it takes, in steps (PyTorch's total_iters); 1 or more.</param>
    /// <param name="power">The power; finite and 0 or more.</param>
    /// <exception cref="ArgumentOutOfRangeException">A setting is not in its range.</exception>
    public static Schedule Polynomial(long steps = 5, double power = 1)
        => new PolynomialSchedule(new GivenSettings((nameof(steps), [steps]), (nameof(power), [power])));
}
