namespace ModelGen.Runtime;

/// <summary>One tensor of a safetensors file.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Type">The format's word for its elements, such as F32.</param>
/// <param name="Shape">Outermost first.</param>
/// <param name="Begin">The first byte, counted from the end of the header.</param>
/// <param name="End">The byte after the last.</param>
internal sealed record TensorEntry(string Name, string Type, long[] Shape, long Begin, long End)
{
    /// <summary>The name and what it holds, for messages.</summary>
    public override string ToString() => $"{FileText.Quoted(Name)} {Type}{FileText.Of(Shape)}";
}
