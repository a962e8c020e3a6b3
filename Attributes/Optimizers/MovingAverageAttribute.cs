namespace ModelGen;

/// <summary>
/// Keeps an exponential moving average of each trained parameter beside it, within the training step: a = w after the first step, then
/// a = Decay a + (1 - Decay) w after each, as PyTorch's AveragedModel with get_ema_multi_avg_fn(Decay). On a class it is for TrainStep, on
/// a training program for the parameters that this trains; two that train one parameter cannot both average it (MG0003). The model's
/// <c>UseAverages</c> puts the averages in the place of the weights for a while. Files hold both.
/// https://pytorch.org/docs/stable/optim.html#weight-averaging-swa-and-ema
/// </summary>
/// <param name="decay">The share of the average that stays at each step.</param>
[AttributeUsage(AttributeTargets.Class | AttributeTargets.Method)]
public sealed class MovingAverageAttribute([SettingRange(0, 1, ExcludesMaximum = true)] double decay) : Attribute
{
    /// <summary>The share of the average that stays at each step.</summary>
    public double Decay => decay;
}
