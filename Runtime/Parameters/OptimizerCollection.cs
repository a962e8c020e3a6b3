using System.Collections;

namespace ModelGen;

/// <summary>The optimizers of a model: that of TrainStep first, where it has one, then those of its training programs.</summary>
public sealed class OptimizerCollection : IReadOnlyList<ModelOptimizer>
{
    private readonly string _model;
    private readonly ModelOptimizer[] _optimizers;

    internal OptimizerCollection(string model, IEnumerable<ModelOptimizer> optimizers)
        => (_model, _optimizers) = (model, [.. optimizers]);

    /// <inheritdoc/>
    public int Count => _optimizers.Length;

    /// <inheritdoc/>
    public ModelOptimizer this[int index] => _optimizers[index];

    /// <summary>The optimizer of a call.</summary>
    /// <param name="name">The call: <c>TrainStep</c>, or the name of a training program.</param>
    /// <exception cref="KeyNotFoundException">No such call trains; the message lists those that do.</exception>
    public ModelOptimizer this[string name]
    {
        get
        {
            ArgumentNullException.ThrowIfNull(name);
            return Array.Find(_optimizers, optimizer => optimizer.Name == name)
                ?? throw new KeyNotFoundException(
                    $"{_model} has no optimizer \"{name}\"; it has {string.Join(", ", _optimizers.Select(own => $"\"{own.Name}\""))}.");
        }
    }

    /// <inheritdoc/>
    public IEnumerator<ModelOptimizer> GetEnumerator() => ((IEnumerable<ModelOptimizer>)_optimizers).GetEnumerator();

    /// <inheritdoc/>
    IEnumerator IEnumerable.GetEnumerator() => _optimizers.GetEnumerator();
}
