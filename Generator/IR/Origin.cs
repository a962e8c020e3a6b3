namespace ModelGen.Generator.IR;

/// <summary>
/// Where a node comes from, for whoever reads what is emitted: no pass decides anything by it, and no text of a graph has it. A node is the
/// value of the expression itself, or one on the way to it.
/// </summary>
/// <param name="Source">The expression that it computes, differentiates, or updates by; null where there is none.</param>
/// <param name="Role">What it does for that.</param>
/// <param name="Subject">The user's name of the expression's value, such as <c>hiddenRelu</c>.</param>
/// <param name="Part">
/// What the node is of the subject: <see cref="Itself"/>, a name such as <c>logProbability</c>, or null, for a value that its operation
/// names.
/// </param>
internal sealed record Origin(SourceExpression? Source, OriginRole Role, string Subject, string? Part = null)
{
    /// <summary>The <see cref="Part"/> of a node that is the value of the expression.</summary>
    public const string Itself = "";

    /// <summary>With what the names of further operations on the value begin, such as <c>hidden</c>.</summary>
    public string Stem { get; init; } = Subject;

    /// <summary>The origin of values on the way to this one.</summary>
    public Origin OnTheWay => this switch
    {
        { Part: null } => this,
        { Subject.Length: 0, Part: var part } => this with { Subject = part, Part = null },
        _ => this with { Part = null },
    };

    /// <summary>The origin of what a name stands for.</summary>
    public Origin Named(string name) => this with { Subject = name, Stem = name, Part = Itself };
}

/// <summary>What a node does for the expression that it comes from.</summary>
internal enum OriginRole
{
    /// <summary>It computes the expression.</summary>
    Forward,

    /// <summary>It computes gradients of what the expression is made of.</summary>
    Gradient,

    /// <summary>It updates what is kept from step to step.</summary>
    Update,
}
