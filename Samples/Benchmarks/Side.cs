using ModelGen;

namespace Benchmarks;

/// <summary>One side of a case: a model with its batch.</summary>
/// <param name="Names">Its parameters.</param>
/// <param name="Read">Copies a parameter.</param>
/// <param name="Write">Sets a parameter.</param>
/// <param name="Step">A step of training; its loss.</param>
/// <param name="Predict">A prediction for the batch.</param>
/// <param name="End">Frees what it holds.</param>
internal sealed record Side(IReadOnlyList<string> Names, Func<string, float[]> Read, Action<string, float[]> Write, Func<float> Step,
    Action Predict, Action End) : IDisposable
{
    /// <summary>The class of a model that ModelGen compiled, and what sets its profile.</summary>
    public (Type Class, Action<KernelProfile?> Profile)? Compiled { get; init; }

    public void Dispose() => End();

    /// <summary>The side of a model that ModelGen compiled.</summary>
    public static Side Of<TModel>(TModel model, ParameterCollection parameters, Func<float> step, Action predict,
        Action<KernelProfile?> profile)
        where TModel : class, IDisposable
        => new([.. parameters.Select(parameter => parameter.Name)], name => parameters[name].ToArray(),
            (name, values) => parameters[name].CopyFrom(values), step, predict, model.Dispose)
        {
            Compiled = (typeof(TModel), profile),
        };
}
