namespace ModelGen.Runtime;

/// <summary>How the innermost block is made up, as a type, so that a kernel is compiled for it.</summary>
internal interface IGemmShape
{
    /// <summary>Whether the rows of the left operand lie side by side.</summary>
    static abstract bool IsPacked { get; }

    /// <summary>Whether each term of the right operand lies at an offset of its own.</summary>
    static virtual bool IsScattered => false;

    /// <summary>Whether the block has two vectors of columns rather than one.</summary>
    static abstract bool IsWide { get; }

    /// <summary>Whether the block packs the columns that it reads, for the rows that follow.</summary>
    static virtual bool Copies => false;

    /// <summary>Whether the lanes of a dot product's sums stay apart rather than being added.</summary>
    static virtual bool StoresLaneSums => false;
}
