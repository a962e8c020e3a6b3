namespace ModelGen;

/// <summary>
/// While the model trains, each element is 0 with a probability and else divided by 1 minus it; in Predict and Evaluate nothing changes.
/// https://pytorch.org/docs/stable/generated/torch.nn.Dropout.html
/// </summary>
/// <param name="probability">From 0 to 1.</param>
[Module]
public sealed partial class Dropout([SettingRange(0, 1)] double probability = 0.5) : IModule
{
    /// <summary>The layer.</summary>
    /// <param name="input">Of any shape.</param>
    /// <returns>Of the input's shape.</returns>
    public Tensor Forward([Shape("...")] Tensor input) => input.Dropout(probability);
}
