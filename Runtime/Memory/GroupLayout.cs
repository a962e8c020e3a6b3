using System.ComponentModel;

namespace ModelGen.Runtime;

/// <summary>A group of parameters with settings of their own.</summary>
/// <param name="Pattern">Their names; of several groups that a name matches the last counts.</param>
/// <param name="LearningRateScale">Their first step size as a multiple of the model's.</param>
[EditorBrowsable(EditorBrowsableState.Never)]
public sealed record GroupLayout(string Pattern, double LearningRateScale);
