namespace ModelGen.Tests.Models.Nets;

/// <summary>A model and its calls on one batch.</summary>
internal sealed record NetRun(IDisposable Model, ParameterCollection Parameters, Func<GradientSet> Gradients, Func<StepResult> Step, Action<float[]>? Predict) : IDisposable
{
    public static NetRun Of<T>(T model, Func<T, ParameterCollection> parameters, Func<T, GradientSet> gradients, Func<T, StepResult> step, Action<T, float[]>? predict = null)
        where T : IDisposable
        => new(model, parameters(model), () => gradients(model), () => step(model), predict is null ? null : y => predict(model, y));

    public void Dispose() => Model.Dispose();
}
