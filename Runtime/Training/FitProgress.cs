namespace ModelGen;

/// <summary>How far a run of Fit is, after a step.</summary>
/// <param name="Epoch">The epoch: 1 is the first.</param>
/// <param name="Epochs">How many there are at most.</param>
/// <param name="Step">Steps of the run so far, in all epochs.</param>
/// <param name="Samples">Samples of the epoch so far.</param>
/// <param name="SamplesOfEpoch">Samples that the epoch has.</param>
/// <param name="Loss">The mean loss of the epoch so far; on a GPU, without the steps that it still computes.</param>
/// <param name="LearningRate">The rate of the step.</param>
/// <param name="SamplesPerSecond">In this epoch.</param>
/// <param name="TimeLeft">Until the last epoch's steps are done at this speed; null before it is known.</param>
public readonly record struct FitProgress(
    int Epoch, int Epochs, long Step, long Samples, long SamplesOfEpoch, double Loss, double LearningRate, double SamplesPerSecond,
    TimeSpan? TimeLeft);
