namespace ModelGen.Generator.IR;

/// <summary>Shapes that provably cannot meet. The message names the shapes seen and what was expected.</summary>
internal sealed class ShapeException(string message) : Exception(message);
