namespace ModelGen;

/// <summary>The floating-point type of a model.</summary>
public enum Precision
{
    /// <summary>32 bits.</summary>
    Single,

    /// <summary>64 bits, for gradient checks.</summary>
    Double,
}
