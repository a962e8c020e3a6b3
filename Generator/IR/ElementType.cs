namespace ModelGen.Generator.IR;

/// <summary>What one element of a tensor is.</summary>
internal enum ElementType
{
    /// <summary>IEEE 754 single precision; the default.</summary>
    Float32,

    /// <summary>IEEE 754 double precision; for gradient checks.</summary>
    Float64,

    /// <summary>A signed 32-bit integer: labels, indices and the results of ArgMax.</summary>
    Int32,

    /// <summary>The result of a comparison; lives only inside a kernel and is never stored.</summary>
    Bool,
}

/// <summary>The names of element types, in the text of graphs and in C#, and what they cost in memory.</summary>
internal static class ElementTypes
{
    public static string Name(this ElementType type) => type switch
    {
        ElementType.Float32 => "f32",
        ElementType.Float64 => "f64",
        ElementType.Int32 => "i32",
        _ => "bool",
    };

    /// <summary>The C# type of a stored element; a Bool that must be stored is an Int32.</summary>
    public static string Keyword(this ElementType type) => type switch
    {
        ElementType.Float32 => "float",
        ElementType.Float64 => "double",
        _ => "int",
    };

    /// <summary>Bytes of one stored element; a Bool that must be stored takes the four bytes of an Int32.</summary>
    public static int Size(this ElementType type) => type == ElementType.Float64 ? 8 : 4;

    public static bool IsFloat(this ElementType type) => type is ElementType.Float32 or ElementType.Float64;

    public static ElementType? Parse(string name) => name switch
    {
        "f32" => ElementType.Float32,
        "f64" => ElementType.Float64,
        "i32" => ElementType.Int32,
        "bool" => ElementType.Bool,
        _ => null,
    };
}
