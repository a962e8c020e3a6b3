namespace ModelGen;

/// <summary>How the numbers of several classes become one; the words are scikit-learn's.</summary>
public enum Average
{
    /// <summary>The mean over the classes that occur, as a label or as a prediction.</summary>
    Macro,

    /// <summary>All classes' counts are added first.</summary>
    Micro,

    /// <summary>The mean over the classes, each weighted by how many samples have it as their label.</summary>
    Weighted,

    /// <summary>Of two classes, the number of class 1 alone.</summary>
    Binary,
}
