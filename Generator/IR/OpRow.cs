namespace ModelGen.Generator.IR;

/// <summary>One row of the table of primitives.</summary>
/// <param name="Kind">The primitive.</param>
/// <param name="Class">The family.</param>
/// <param name="Arity">The number of operands.</param>
/// <param name="Arguments">What it takes besides operands.</param>
/// <param name="Infer">The type of its result.</param>
/// <param name="Traits">What passes ask of it besides.</param>
/// <param name="Function">What an elementwise primitive means; null for the others.</param>
internal sealed record OpRow(
    OpKind Kind, OpClass Class, int Arity, ArgumentFamily Arguments, TypeRule Infer, OpTraits Traits, OpFunction? Function)
{
    public const int OneOrMore = -1;

    public const int Any = -2;

    /// <summary>The name in the text form of the graph.</summary>
    public string Name { get; } = GraphText.SnakeCase(Kind.ToString());

    /// <summary>A row whose type rule takes the arguments of its family.</summary>
    public static OpRow Of<T>(OpKind kind, OpClass @class, int arity, ArgumentFamily<T> arguments,
        Func<ShapeRules, IReadOnlyList<TensorType>, T, TensorType> infer, OpTraits traits = OpTraits.None, OpFunction? function = null)
        where T : OpArguments
        => new(kind, @class, arity, arguments, (rules, operands, given) => infer(rules, operands, (T)given), traits, function);
}

/// <summary>The type of a primitive's result.</summary>
/// <exception cref="ShapeException">The operands' shapes cannot meet.</exception>
internal delegate TensorType TypeRule(ShapeRules rules, IReadOnlyList<TensorType> operands, OpArguments arguments);

/// <summary>The family of a primitive, by which passes treat it.</summary>
internal enum OpClass
{
    Source,
    Elementwise,
    Reduction,
    Movement,
    Contraction,
    Reading,
    Control,
    Part,
}

/// <summary>What passes ask of a primitive besides its class.</summary>
[Flags]
internal enum OpTraits
{
    None = 0,

    /// <summary>It passes its gradient on to some elements alone, and zeros to the others.</summary>
    Selects = 1,

    /// <summary>Its second operand, Int32, says of its first which rows are read, or where they go; a row that is not there is 0.</summary>
    HasIndexedRows = 2,

    /// <summary>
    /// The type of its elements is its argument <see cref="TypedArguments.Element"/>, for its operands do not tell it.
    /// </summary>
    HasElement = 4,
}
