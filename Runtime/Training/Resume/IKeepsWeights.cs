namespace ModelGen.Runtime;

/// <summary>A callback that keeps weights of another time, which go into checkpoints.</summary>
internal interface IKeepsWeights
{
    /// <summary>The weights; null while there are none.</summary>
    WeightSnapshot? Kept { get; set; }
}
