namespace ModelGen.Generator.Vocabulary;

/// <summary>What becomes of a loss's terms, in the order of the language's Reduction.</summary>
internal enum LossReduction
{
    Mean,
    Sum,
    None,
    BatchMean,
}
