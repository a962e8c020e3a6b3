namespace ModelGen.Generator.IR;

/// <summary>Shapes that cannot meet. The message names the shapes seen and what was expected.</summary>
/// <param name="message">The message.</param>
/// <param name="undecided">The dimensions of which other values would be no mistake; none where it is proved for all.</param>
internal sealed class ShapeException(string message, params Dim[] undecided) : Exception(message)
{
    /// <summary>The argument with which the shapes would meet; null where none is known.</summary>
    public BetterArgument? Better { get; init; }

    /// <summary>The dimensions of which other values would be no mistake.</summary>
    public IReadOnlyList<Dim> Undecided => undecided;
}
