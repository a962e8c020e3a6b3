namespace ModelGen.Runtime;

/// <summary>
/// The safetensors format: the header's length as 8 bytes, little-endian; the header, a JSON object that gives each tensor's dtype, shape
/// and data_offsets, and text under __metadata__; then the tensors, without a gap. https://huggingface.co/docs/safetensors
/// </summary>
internal static class SafetensorsFormat
{
    public const int LengthBytes = 8;

    /// <summary>What Load reads unless asked: more than the headers of the largest published files, in bytes.</summary>
    public const int UsualHeader = 16_000_000;

    // As the format's own reader has it.
    public const long LargestHeader = 100_000_000;

    public const string Metadata = "__metadata__";

    public const string Float32 = "F32";

    public const string Float64 = "F64";

    public const string Float16 = "F16";

    public const string BFloat16 = "BF16";

    /// <summary>Whether a model takes it: as it is, or converted to its own precision.</summary>
    public static bool IsTaken(string type) => type is Float16 or BFloat16 or Float32 or Float64;

    /// <summary>The word for the precision of a model's tensors.</summary>
    public static string Word(Precision precision) => precision == Precision.Double ? Float64 : Float32;

    /// <summary>Bytes of an element; 0 for a word that the format does not know.</summary>
    public static int ElementSize(string type) => type switch
    {
        "BOOL" or "U8" or "I8" or "F8_E4M3" or "F8_E5M2" => 1,
        "I16" or "U16" or Float16 or BFloat16 => 2,
        "I32" or "U32" or Float32 => 4,
        "I64" or "U64" or Float64 => 8,
        _ => 0,
    };
}
