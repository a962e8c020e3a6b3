namespace ModelGen.Generator.IR;

/// <summary>What one element of a tensor is.</summary>
internal enum ElementType
{
    /// <summary>IEEE 754 single precision; the default.</summary>
    Float32,

    /// <summary>IEEE 754 double precision; for gradient checks.</summary>
    Float64,

    /// <summary>IEEE 754 half precision: 11 bits of precision, from 2^-24 to 65,504.</summary>
    Float16,

    /// <summary>The upper half of a single: 8 bits of precision over the range of single precision.</summary>
    BFloat16,

    /// <summary>A signed 32-bit integer: labels, indices and the results of ArgMax.</summary>
    Int32,

    /// <summary>The result of a comparison; lives only inside a kernel and is never stored.</summary>
    Bool,
}

/// <summary>The names of element types, in the text of graphs and in C#, and what they cost in memory.</summary>
internal static class ElementTypes
{
    private static readonly Dictionary<string, ElementType> Known = Enum.GetValues(typeof(ElementType)).Cast<ElementType>()
        .ToDictionary(Name);

    public static string Name(this ElementType type) => type switch
    {
        ElementType.Float32 => "f32",
        ElementType.Float64 => "f64",
        ElementType.Float16 => "f16",
        ElementType.BFloat16 => "bf16",
        ElementType.Int32 => "i32",
        _ => "bool",
    };

    /// <summary>
    /// The C# type of a stored element; a Bool that must be stored is an Int32. .NET 10 has a half, and no bfloat16.
    /// </summary>
    /// <exception cref="NotSupportedException">.NET has no such type.</exception>
    public static string Keyword(this ElementType type) => type switch
    {
        ElementType.Float32 => "float",
        ElementType.Float64 => "double",
        ElementType.Float16 => "global::System.Half",
        ElementType.BFloat16 => throw new NotSupportedException($"C# has no type for {type.Name()}"),
        _ => "int",
    };

    /// <summary>Bytes of one stored element; a Bool that must be stored takes the four bytes of an Int32.</summary>
    public static int Size(this ElementType type) => type switch
    {
        ElementType.Float64 => 8,
        ElementType.Float16 or ElementType.BFloat16 => 2,
        _ => 4,
    };

    public static bool IsFloat(this ElementType type)
        => type is ElementType.Float32 or ElementType.Float64 or ElementType.Float16 or ElementType.BFloat16;

    public static ElementType? Parse(string name) => Known.TryGetValue(name, out var type) ? type : null;
}
