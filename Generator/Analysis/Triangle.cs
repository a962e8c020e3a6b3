namespace ModelGen.Generator.Analysis;

/// <summary>The part of a matmul that need not be computed, since it is known to be 0 or has no use.</summary>
internal enum Triangle
{
    None,

    /// <summary>Of a row of the result, what is after the column of its number.</summary>
    Result,

    /// <summary>Of a row of the left operand, the terms after the one of its number, which are 0.</summary>
    TermsToRow,

    /// <summary>Of a row of the left operand, the terms before the one of its number, which are 0.</summary>
    TermsFromRow,
}
