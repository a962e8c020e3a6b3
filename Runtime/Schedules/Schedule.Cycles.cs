using ModelGen.Runtime;

namespace ModelGen;

/// <content>Those that follow a wave.</content>
public abstract partial class Schedule
{
    /// <summary>
    /// Falls along half a wave: minimum + (learningRate - minimum) (1 + cos(π t / steps)) / 2. After that many steps it rises again, as
    /// PyTorch's does: it is at learningRate at 2 steps, at the minimum at 3 steps.
    /// https://pytorch.org/docs/stable/generated/torch.optim.lr_scheduler.CosineAnnealingLR.html
    /// </summary>
    /// <param name="steps">How long it falls, in steps (PyTorch's T_max); 1 or more.</param>
    /// <param name="minimum">The least rate (PyTorch's eta_min); finite and 0 or more.</param>
    /// <exception cref="ArgumentOutOfRangeException">A setting is not in its range.</exception>
    public static Schedule Cosine(long steps, double minimum = 0)
        => new CosineSchedule(new GivenSettings((nameof(steps), [steps]), (nameof(minimum), [minimum])));

    /// <summary>
    /// Falls along half a wave and begins anew: minimum + (learningRate - minimum) (1 + cos(π c / p)) / 2, where p is the length of the
    /// period in which t lies, and c the number of steps in it before t.
    /// https://pytorch.org/docs/stable/generated/torch.optim.lr_scheduler.CosineAnnealingWarmRestarts.html
    /// </summary>
    /// <param name="firstPeriod">The length of the first period, in steps (PyTorch's T_0); 1 or more.</param>
    /// <param name="periodFactor">How often as long as the one before each other period is (PyTorch's T_mult); 1 or more.</param>
    /// <param name="minimum">The least rate (PyTorch's eta_min); finite and 0 or more.</param>
    /// <exception cref="ArgumentOutOfRangeException">A setting is not in its range.</exception>
    public static Schedule CosineWithRestarts(long firstPeriod, long periodFactor = 1, double minimum = 0)
        => new CosineRestartSchedule(new GivenSettings(
            (nameof(firstPeriod), [firstPeriod]), (nameof(periodFactor), [periodFactor]), (nameof(minimum), [minimum])));

    /// <summary>
    /// Rises from maximum / divFactor to the maximum until step riseShare totalSteps - 1, and falls to maximum / divFactor /
    /// finalDivFactor until step totalSteps - 1, where it stays; PyTorch's ends with an error instead. With three phases it falls as fast
    /// as it rose, to where it began, and in the rest to its end. These are rates, not shares of learningRate, which does not count.
    /// Only the rate is changed: what cycle_momentum=False is in PyTorch.
    /// https://pytorch.org/docs/stable/generated/torch.optim.lr_scheduler.OneCycleLR.html
    /// </summary>
    /// <param name="maximum">The greatest rate (PyTorch's max_lr); finite and 0 or more.</param>
    /// <param name="totalSteps">How long it takes, in steps; 1 or more.</param>
    /// <param name="riseShare">The share of the steps in which it rises (PyTorch's pct_start), from 0 to 1.</param>
    /// <param name="annealing">Whether the rate follows half a wave or a line (PyTorch's anneal_strategy).</param>
    /// <param name="divFactor">How often as great as the first rate the maximum is; finite and above 0.</param>
    /// <param name="finalDivFactor">How often as great as the last rate the first one is; finite and above 0.</param>
    /// <param name="threePhase">Whether there are three phases.</param>
    /// <exception cref="ArgumentOutOfRangeException">A setting is not in its range.</exception>
    public static Schedule OneCycle(double maximum, long totalSteps, double riseShare = 0.3,
        OneCycleAnnealing annealing = OneCycleAnnealing.Cosine, double divFactor = 25, double finalDivFactor = 1e4, bool threePhase = false)
        => new OneCycleSchedule(new GivenSettings(
            (nameof(maximum), [maximum]), (nameof(totalSteps), [totalSteps]), (nameof(riseShare), [riseShare]),
            (nameof(annealing), [(int)annealing]), (nameof(divFactor), [divFactor]), (nameof(finalDivFactor), [finalDivFactor]),
            (nameof(threePhase), [threePhase ? 1 : 0])));
}
