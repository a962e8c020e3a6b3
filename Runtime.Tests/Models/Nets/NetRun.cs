namespace ModelGen.Tests.Models.Nets;

/// <summary>A model and its calls on one batch.</summary>
internal sealed record NetRun(IModel Model, Func<GradientSet> Gradients, Func<StepResult> Step, Action<float[]>? Predict) : IDisposable
{
    public ParameterCollection Parameters => Model.Parameters;

    public static NetRun Of<T>(T model, Func<T, GradientSet> gradients, Func<T, StepResult> step, Action<T, float[]>? predict = null)
        where T : IModel
        => new(model, () => gradients(model), () => step(model), predict is null ? null : y => predict(model, y));

    public void Dispose() => Model.Dispose();
}
