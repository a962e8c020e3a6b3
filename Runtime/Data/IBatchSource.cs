namespace ModelGen.Runtime;

/// <summary>What gives a run its batches.</summary>
internal interface IBatchSource
{
    /// <summary>Which order of the samples the next epoch has.</summary>
    /// <exception cref="ArgumentOutOfRangeException">There is no such order.</exception>
    long Turn { get; set; }

    /// <summary>The greatest number of an order.</summary>
    long MostTurns { get; }

    /// <summary>Batches of an epoch.</summary>
    int Batches { get; }

    /// <summary>Samples of so many batches, from the first on.</summary>
    long SamplesOf(int batches);

    /// <summary>How many samples come in which batches and orders: that of a run that goes on within an epoch must be the same.</summary>
    string Description { get; }
}
