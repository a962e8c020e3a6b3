namespace ModelGen;

/// <summary>
/// What a name or a pattern selects. <c>Parameters["_hidden.weight"]</c> is one tensor: it has a <see cref="Parameter"/>'s members, and
/// converts to one. <c>Parameters["encoder.*"]</c> is a group: a collection of those that match.
/// </summary>
public sealed class ParameterSelection : ParameterCollection
{
    private readonly string _text;
    private readonly bool _isGroup;

    internal ParameterSelection(string model, Parameter one)
        : base(model, [one]) => _text = one.Name;

    internal ParameterSelection(string model, string pattern, IEnumerable<Parameter> items)
        : base(model, items) => (_text, _isGroup) = (pattern, true);

    /// <summary>
    /// Of a name the number of the tensor's elements, as <see cref="Parameter.Count"/>; of a pattern the number of tensors.
    /// </summary>
    /// <exception cref="OverflowException">A tensor has more than 2^31 - 1 elements; <see cref="LongCount"/> tells how many.</exception>
    public new int Count => _isGroup ? base.Count : One.Count;

    /// <inheritdoc cref="Parameter.Name"/>
    /// <exception cref="InvalidOperationException">There are several tensors.</exception>
    public string Name => One.Name;

    /// <inheritdoc cref="Parameter.IsTrainable"/>
    /// <exception cref="InvalidOperationException">There are several tensors.</exception>
    public bool IsTrainable => One.IsTrainable;

    /// <inheritdoc cref="Parameter.Shape"/>
    /// <exception cref="InvalidOperationException">There are several tensors.</exception>
    public ReadOnlySpan<long> Shape => One.Shape;

    /// <inheritdoc cref="Parameter.LongCount"/>
    /// <exception cref="InvalidOperationException">There are several tensors.</exception>
    public long LongCount => One.LongCount;

    /// <summary>The tensor of a name.</summary>
    /// <param name="selection">Selects one.</param>
    /// <exception cref="InvalidOperationException">There are several tensors.</exception>
    public static implicit operator Parameter(ParameterSelection selection)
    {
        ArgumentNullException.ThrowIfNull(selection);
        return selection.One;
    }

    /// <summary>The tensor of a name.</summary>
    /// <exception cref="InvalidOperationException">There are several tensors.</exception>
    public Parameter ToParameter() => One;

    /// <inheritdoc cref="Parameter.CopyTo(Span{float})"/>
    public void CopyTo(Span<float> destination) => One.CopyTo(destination);

    /// <inheritdoc cref="Parameter.CopyTo(Span{float})"/>
    public void CopyTo(Span<double> destination) => One.CopyTo(destination);

    /// <inheritdoc cref="Parameter.CopyFrom(ReadOnlySpan{float})"/>
    public void CopyFrom(ReadOnlySpan<float> source) => One.CopyFrom(source);

    /// <inheritdoc cref="Parameter.CopyFrom(ReadOnlySpan{float})"/>
    public void CopyFrom(ReadOnlySpan<double> source) => One.CopyFrom(source);

    /// <inheritdoc cref="Parameter.CopyFrom(Parameter, double)"/>
    public void CopyFrom(Parameter source, double tau = 1) => One.CopyFrom(source, tau);

    /// <summary>
    /// As <see cref="Parameter.CopyFrom(Parameter, double)"/> where both are selected by names, which may differ; else as
    /// <see cref="ParameterCollection.CopyFrom(ParameterCollection, double)"/>, by names that are the same.
    /// </summary>
    /// <inheritdoc cref="ParameterCollection.CopyFrom(ParameterCollection, double)"/>
    public void CopyFrom(ParameterSelection source, double tau = 1)
    {
        ArgumentNullException.ThrowIfNull(source);
        if (_isGroup || source._isGroup) base.CopyFrom(source, tau);
        else One.CopyFrom(source.One, tau);
    }

    /// <inheritdoc cref="Parameter.Initialize"/>
    public void Initialize(Initializer initializer, long seed = 0, double first = 0, double second = 1)
        => One.Initialize(initializer, seed, first, second);

    /// <inheritdoc cref="Parameter.ToArray"/>
    public float[] ToArray() => One.ToArray();

    /// <inheritdoc/>
    public override string ToString() => string.Join(", ", this.Select(item => item.ToString()));

    private Parameter One => base.Count == 1
        ? this[0]
        : throw new InvalidOperationException(
            $"\"{_text}\" selects {base.Count} tensors of {Model}: {Names()}. This is asked of one tensor: take it by its whole name, "
                + "or go "
                + "through them by foreach.");
}
