namespace ModelGen.Generator.IR;

/// <summary>
/// What an operation takes besides its operands: one record for each family of operations. <see cref="OpRow.Arguments"/> says which family
/// a primitive is of.
/// </summary>
internal abstract record OpArguments
{
    public static OpArguments None { get; } = new NoArguments();

    /// <summary>Its words in the text form of the graph, in the order in which <see cref="ArgumentFamily.Read"/> takes them.</summary>
    public virtual IEnumerable<string> Words() => [];

    /// <summary>The dimensions in it, without those of bodies.</summary>
    public virtual IEnumerable<Dim> AllDims() => [];

    /// <summary>The axes in it.</summary>
    public virtual IEnumerable<int> AllAxes() => [];

    /// <summary>The same with other dimensions; bodies stay.</summary>
    public virtual OpArguments Map(Func<Dim, Dim> map) => this;

    public sealed override string ToString() => string.Join(" ", Words());
}

/// <summary>Arguments that may tell the type of the elements, where operands do not. In text the type of the result tells it.</summary>
internal abstract record TypedArguments : OpArguments
{
    /// <summary>The type of the elements, of primitives with <see cref="OpTraits.HasElement"/>; null for others.</summary>
    public ElementType? Element { get; init; }
}

/// <summary>Operations that take a type of elements alone.</summary>
internal sealed record ElementArguments : TypedArguments
{
    public static ArgumentFamily<ElementArguments> Family { get; } = new(_ => new());
}

/// <summary>Operations whose operands say all.</summary>
internal sealed record NoArguments : OpArguments
{
    public static ArgumentFamily<NoArguments> Family { get; } = new(_ => (NoArguments)None);
}

/// <summary>A family of operations by their arguments.</summary>
/// <param name="Record">The type of its arguments.</param>
/// <param name="Read">Reads them from the text form of the graph.</param>
internal abstract record ArgumentFamily(Type Record, Func<GraphLine, OpArguments> Read);

/// <inheritdoc/>
internal sealed record ArgumentFamily<T>(Func<GraphLine, T> Reader) : ArgumentFamily(typeof(T), Reader)
    where T : OpArguments;
