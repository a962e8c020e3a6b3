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
    /// <summary>The weight, [numEmbeddings, embeddingDim].</summary>
    [Parameter("numEmbeddings", "embeddingDim", Initializer = Initializer.Normal)]
    public readonly Tensor weight;

    /// <summary>The layer.</summary>
    /// <param name="indices">[..].</param>
    /// <returns>[.., embeddingDim].</returns>
    public Tensor Forward([Shape("...")] IndexTensor indices) => weight.Gather(indices);
}
