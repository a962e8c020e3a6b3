namespace ModelGen;

/// <summary>What becomes of the terms of a loss. https://pytorch.org/docs/stable/nn.html#loss-functions</summary>
public enum Reduction
{
    /// <summary>Their mean: one number.</summary>
    Mean,

    /// <summary>Their sum: one number.</summary>
    Sum,

    /// <summary>The terms themselves: one for each element, or for each row where the loss is of rows.</summary>
    None,

    /// <summary>Their sum divided by the length of the first axis: one number. PyTorch's "batchmean".</summary>
    BatchMean,
}
