namespace ModelGen;

/// <summary>
/// Marks a method of a model as a training step of its own: what it returns is the loss, a number, and the optimizer that marks it too
/// changes the parameters that the patterns name. The others are constants in it: no gradient is computed for them.
/// <c>[TrainingProgram("_critic.*"), Adam(LearningRate = 2e-4)] public Tensor TrainCritic(...)</c> gives the model <c>TrainCritic(...)</c>,
/// whose learning rate, schedule and number of steps are those of <c>model.Optimizers["TrainCritic"]</c>.
/// </summary>
/// <param name="patterns">Names of parameters, or patterns such as <c>_critic.*</c>; all parameters where there is none.</param>
[AttributeUsage(AttributeTargets.Method)]
public sealed class TrainingProgramAttribute(params string[] patterns) : Attribute
{
    /// <summary>The parameters that it trains.</summary>
    public IReadOnlyList<string> Patterns { get; } = patterns;
}
