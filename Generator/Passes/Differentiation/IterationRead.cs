namespace ModelGen.Generator.Passes.Differentiation;

/// <summary>An input of a loop's body that is read on a way to a result of the same iteration.</summary>
/// <param name="Input">The input's number.</param>
/// <param name="Result">The result's number.</param>
/// <param name="Told">The loop's result that tells in which iterations; null for all.</param>
internal sealed record IterationRead(int Input, int Result, int? Told);
