namespace ModelGen;

/// <summary>What models of any class can do together.</summary>
public static class ModelExtensions
{
    /// <summary>
    /// Takes (1 - tau) of each parameter and buffer and tau of the source's of the same name: at the default a copy, and at a small tau the
    /// step by which a target network follows one that learns. What the optimizer keeps is not touched. Device, precision and class may
    /// differ.
    /// </summary>
    /// <param name="target">The model that changes.</param>
    /// <param name="source">Has a tensor of the same name and shape for each of the target's; it may have more.</param>
    /// <param name="tau">The share of the source, from 0 to 1.</param>
    /// <exception cref="ArgumentException">A tensor is missing in the source, or has another shape there; nothing was copied.</exception>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="tau"/> is not from 0 to 1.</exception>
    /// <exception cref="InvalidOperationException">Another thread is in a call of either model.</exception>
    /// <exception cref="ObjectDisposedException">One of the models was disposed.</exception>
    public static void CopyFrom(this IModel target, IModel source, double tau = 1)
    {
        ArgumentNullException.ThrowIfNull(target);
        ArgumentNullException.ThrowIfNull(source);
        target.Parameters.CopyFrom(source.Parameters, tau);
    }

    /// <inheritdoc cref="CopyFrom(IModel, IModel, double)"/>
    public static void CopyFrom(this IModel target, ParameterCollection source, double tau = 1)
    {
        ArgumentNullException.ThrowIfNull(target);
        target.Parameters.CopyFrom(source, tau);
    }

    /// <summary>
    /// Freezes parameters: training steps leave them, and what the optimizer keeps for them, as they are to the bit, until
    /// <see cref="Unfreeze"/>. Their gradients are computed all the same; what is known while compiling is cheaper frozen by
    /// <c>[Freeze]</c>. Files do not keep what is frozen.
    /// </summary>
    /// <param name="model">The model.</param>
    /// <param name="pattern">A name, or a pattern such as <c>_backbone.*</c>. Buffers that it matches stay what they are.</param>
    /// <exception cref="KeyNotFoundException">No parameter matches; the message lists those there are.</exception>
    /// <exception cref="InvalidOperationException">Another thread is in a call of the model.</exception>
    /// <exception cref="ObjectDisposedException">The model was disposed.</exception>
    public static void Freeze(this IModel model, string pattern) => SetFrozen(model, pattern, true);

    /// <summary>Has training steps change parameters again that <see cref="Freeze"/> has frozen.</summary>
    /// <param name="model">The model.</param>
    /// <param name="pattern">A name, or a pattern such as <c>_backbone.*</c>.</param>
    /// <exception cref="KeyNotFoundException">No parameter matches; the message lists those there are.</exception>
    /// <exception cref="InvalidOperationException">One is frozen by <c>[Freeze]</c> while compiling; or another thread is in a call of the
    /// model.</exception>
    /// <exception cref="ObjectDisposedException">The model was disposed.</exception>
    public static void Unfreeze(this IModel model, string pattern) => SetFrozen(model, pattern, false);

    private static void SetFrozen(IModel model, string pattern, bool isFrozen)
    {
        ArgumentNullException.ThrowIfNull(model);
        var parameters = model.Parameters.Where(parameter => parameter.IsTrainable || parameter.IsFrozen);
        Parameter.SetFrozen(new ParameterCollection(model.Parameters.Model, parameters).Matching(pattern), isFrozen);
    }
}
