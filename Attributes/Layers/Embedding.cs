namespace ModelGen;

/// <summary>
/// A vector for each index: [..] becomes [.., embeddingDim]. The vectors start normal, of mean 0 and deviation 1.
/// https://pytorch.org/docs/stable/generated/torch.nn.Embedding.html
/// </summary>
/// <param name="numEmbeddings">How many vectors there are; every index is in [0, numEmbeddings).</param>
/// <param name="embeddingDim">The size of a vector.</param>
[Module]
public sealed partial class Embedding(int numEmbeddings, int embeddingDim)
{
#pragma warning disable CS8618 // The build has ParameterSuppressor for this, but dotnet format does not run it.
    [Parameter("numEmbeddings", "embeddingDim", Initializer = Initializer.Normal)]
    private readonly Tensor weight;
#pragma warning restore CS8618

    /// <summary>The layer.</summary>
    /// <param name="indices">[..].</param>
    /// <returns>[.., embeddingDim].</returns>
    public Tensor Forward([Shape("...")] IndexTensor indices) => weight.Gather(indices);
}
