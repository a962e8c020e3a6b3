namespace ModelGen.Runtime;

/// <content>The optimizers, of which a step runs one.</content>
public abstract partial class ModelExecutor
{
    private int _running;

    /// <summary>The optimizers: that of TrainStep first, where there is one.</summary>
    public OptimizerCollection Optimizers { get; }

    /// <summary>The step size of the step that runs.</summary>
    protected double LearningRate => Running.LearningRate;

    /// <summary>How many steps of its optimizer the step that runs is: 1 for the first.</summary>
    protected long OptimizerStep => Running.StepCount;

    private ModelOptimizer Running => Optimizers[_main._running];

    /// <summary>The step size of a group of parameters as a multiple of its optimizer's.</summary>
    /// <param name="group">Its index.</param>
    protected double LearningRateScale(int group) => Running.Groups[group].LearningRateScale;

    /// <summary>Counts the step that begins: nothing can refuse it any more.</summary>
    protected void CountStep()
    {
        StepCount++;
        Running.StepCount++;
    }
}
