namespace ModelGen.Generator.FrontEnd.Words;

/// <summary>
/// What other libraries call parameters of methods and layers and settings of optimizers; each word may stand for several.
/// </summary>
internal static class ParameterWords
{
    private static readonly Dictionary<string, string[]> ByName = new()
    {
        ["dim"] = ["axis", "axes", "startAxis"],
        ["dims"] = ["axes", "dimensions"],
        ["axis"] = ["axes", "startAxis", "first"],
        ["dim0"] = ["first"],
        ["dim1"] = ["second"],
        ["startdim"] = ["startAxis"],
        ["keepdim"] = ["keepDimension"],
        ["keepdims"] = ["keepDimension"],
        ["unbiased"] = ["correction"],
        ["ddof"] = ["correction"],
        ["p"] = ["probability", "dropout"],
        ["rate"] = ["probability", "LearningRate"],
        ["min"] = ["minimum"],
        ["max"] = ["maximum"],
        ["alpha"] = ["negativeSlope"],
        ["slope"] = ["negativeSlope"],
        ["eps"] = ["epsilon", "Epsilon"],
        ["exp"] = ["exponent"],
        ["input"] = ["target", "labels", "other"],
        ["target"] = ["labels", "targets"],
        ["y"] = ["target", "labels", "targets", "other"],
        ["targets"] = ["target", "labels"],
        ["labels"] = ["targets", "target"],
        ["mode"] = ["reduction"],
        ["kernelsize"] = ["size"],
        ["poolsize"] = ["size"],
        ["filters"] = ["outChannels"],
        ["units"] = ["outFeatures"],
        ["infeatures"] = ["inputSize"],
        ["inputdim"] = ["inFeatures", "inputSize", "numEmbeddings"],
        ["outputdim"] = ["outFeatures", "embeddingDim"],
        ["usebias"] = ["bias"],
        ["hasbias"] = ["bias"],
        ["numgroups"] = ["groups"],
        ["numchannels"] = ["channels"],
        ["numfeatures"] = ["features", "channels"],
        ["normalizedshape"] = ["features", "size"],
        ["nheads"] = ["numHeads"],
        ["heads"] = ["numHeads"],
        ["nhead"] = ["numHeads"],
        ["dmodel"] = ["embedDim"],
        ["iscausal"] = ["causal"],
        ["shape"] = ["dimensions"],
        ["size"] = ["dimensions", "kernelSize"],
        ["lr"] = ["LearningRate"],
        ["stepsize"] = ["LearningRate"],
        ["eta"] = ["LearningRate"],
        ["wd"] = ["WeightDecay"],
        ["decay"] = ["WeightDecay"],
        ["l2"] = ["WeightDecay"],
        ["betas"] = ["Beta1", "Beta2", "Beta"],
        ["beta"] = ["Beta1", "Momentum"],
        ["rho"] = ["Decay", "Alpha"],
    };

    /// <summary>The parameter that a word stands for, among those that there are; null where none is near.</summary>
    /// <param name="name">The word.</param>
    /// <param name="known">The parameters.</param>
    public static string? Find(string name, IReadOnlyList<string> known)
    {
        if (Spelling.Same(name, known) is { } same) return same;
        return (ByName.TryGetValue(Spelling.Plain(name), out var words) ? words.FirstOrDefault(known.Contains) : null)
            ?? Spelling.Nearest(name, known);
    }
}
