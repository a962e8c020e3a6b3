using System.ComponentModel;

namespace ModelGen.Runtime;

/// <summary>
/// What of a product is known to be 0, or not to be wanted, and so is left out where that saves time: half of causal attention.
/// </summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public enum GemmTriangle
{
    /// <summary>Nothing is known.</summary>
    None,

    /// <summary>Of a row of the result, elements after the column of its number are not wanted; they may become anything finite.</summary>
    Result,

    /// <summary>Of a row of the left operand, terms after the one of its number are 0; they are not read.</summary>
    TermsToRow,

    /// <summary>Of a row of the left operand, terms before the one of its number are 0; they are not read.</summary>
    TermsFromRow,
}
