namespace ModelGen;

/// <summary>A layer of a model, or a parameter that the model itself has.</summary>
/// <param name="Name">Its field, and what the names of its parameters begin with, such as <c>_net.0</c>.</param>
/// <param name="Module">Its class with what its constructor was given, such as <c>Linear(784, 128)</c>.</param>
/// <param name="Depth">How many layers it lies within; 0 for the model's own.</param>
/// <param name="Output">The shape of its first result, such as <c>[N, 128]</c>.</param>
/// <param name="Parameters">How many numbers its parameters and buffers have, those of the layers within it too.</param>
/// <param name="MultiplyAdds">Its products' multiplications for one Forward, each with an addition; of the layers within it too.
/// Null while they depend on sizes that are not given.</param>
/// <param name="MultiplyAddsText">The same as text: a number, or a term in the symbols, such as <c>N*100352</c>.</param>
public sealed record LayerSummary(
    string Name, string Module, int Depth, string Output, long Parameters, long? MultiplyAdds, string MultiplyAddsText);
