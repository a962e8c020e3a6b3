namespace ModelGen.Generator.FrontEnd.Words;

/// <summary>What other libraries call layers, and what stands for them here. Names that differ in spelling alone need no row.</summary>
internal static class LayerWords
{
    private const string InLoss = "a loss is a method of a tensor: write ";

    private static readonly Dictionary<string, string> ByName = new()
    {
        ["dense"] = "write Linear",
        ["fullyconnected"] = "write Linear",
        ["lazylinear"] = "write Linear with both sizes",
        ["maxpooling2d"] = "write MaxPool2d",
        ["averagepooling2d"] = "write AvgPool2d",
        ["globalaveragepooling2d"] = "write AdaptiveAvgPool2d",
        ["globalavgpool2d"] = "write AdaptiveAvgPool2d",
        ["batchnorm"] = "write BatchNorm2d for images, BatchNorm1d for rows",
        ["batchnormalization"] = "write BatchNorm2d for images, BatchNorm1d for rows",
        ["layernormalization"] = "write LayerNorm",
        ["groupnormalization"] = "write GroupNorm",
        ["dropout1d"] = "write Dropout",
        ["dropout2d"] = "write Dropout",
        ["attention"] = "write MultiHeadAttention",
        ["conv"] = "write Conv2d",
        ["convolution2d"] = "write Conv2d",
        ["conv2dtranspose"] = "write ConvTranspose2d",
        ["embeddingbag"] = "write Embedding, and Sum or Mean of what it gives",
        ["swish"] = "write Silu",
        ["elu"] = "write x.Elu() in Forward",
        ["mish"] = "write x.Mish() in Forward",
        ["softplus"] = "write x.Softplus() in Forward",
        ["modulelist"] = "modules stand in an array or a list: write 'private readonly Linear[] _layers = [new(8, 8), new(8, 8)];'",
        ["moduledict"] = "modules stand in fields, arrays or lists: write a field for each",
        ["parameter"] = "mark a field: write '[Parameter(8, 8)] private readonly Tensor _weight;'",
        ["parameterlist"] = "mark a field for each: write '[Parameter(8, 8)] private readonly Tensor _weight;'",
        ["module"] = "mark a class: write '[Module] public partial class Block'",
        ["crossentropyloss"] = InLoss + "logits.CrossEntropy(labels) in Loss",
        ["mseloss"] = InLoss + "prediction.MeanSquared(target) in Loss",
        ["l1loss"] = InLoss + "prediction.L1(target) in Loss",
        ["huberloss"] = InLoss + "prediction.Huber(target) in Loss",
        ["nllloss"] = InLoss + "logarithms.NegativeLogLikelihood(labels) in Loss",
        ["bceloss"] = InLoss + "logits.BinaryCrossEntropy(targets) in Loss",
        ["bcewithlogitsloss"] = InLoss + "logits.BinaryCrossEntropy(targets) in Loss",
    };

    /// <summary>All words, in their plain spelling.</summary>
    public static IEnumerable<string> All => ByName.Keys;

    /// <summary>What to write instead of a layer's name; null where it is none.</summary>
    public static string? Advice(string name) => ByName.TryGetValue(Spelling.Plain(name), out var advice) ? advice : null;
}
