namespace ModelGen.Tests.Metrics;

/// <summary>What metrics say of scores and labels that they cannot take, and how they print themselves.</summary>
public class MetricTests
{
    [Fact]
    public void ALabelThatIsNoClassIsToldAndNothingIsCounted()
    {
        var metric = new F1Score(3);
        var fault = Assert.Throws<ArgumentException>(() => metric.Add(new float[6], [2, 3]));
        Assert.StartsWith("f1: the label of sample 1 is 3; there are 3 classes, so it must be in [0, 3).", fault.Message);
        Assert.True(double.IsNaN(metric.Value));
    }

    [Fact]
    public void AScoreThatIsNaNIsTold()
    {
        var fault = Assert.Throws<ArgumentException>(() => new Accuracy().Add([0, 1, float.NaN, 0], [0, 1]));
        Assert.StartsWith("accuracy: the score of sample 1 for class 0 is NaN;", fault.Message);
        Assert.Throws<ArgumentException>(() => new TopKAccuracy(1).Add([0, float.NaN], [0]));
        Assert.Throws<ArgumentException>(() => new Auroc().Add([float.NaN], [0]));
    }

    [Fact]
    public void SizesThatDoNotFitAreTold()
    {
        var fault = Assert.Throws<ArgumentException>(() => new Accuracy().Add(new float[7], new int[2]));
        Assert.StartsWith("accuracy got 7 scores and 2 labels; scores must be [N, C] and labels [N]", fault.Message);
        fault = Assert.Throws<ArgumentException>(() => new ConfusionMatrix(4).Add(new float[6], new int[2]));
        Assert.StartsWith("confusion matrix is one of 4 classes, but a sample has 3 scores.", fault.Message);
        Assert.Throws<ArgumentException>(() => new Accuracy().Add([1, 2], [1]));
        Assert.Throws<ArgumentException>(() => new Perplexity().Add(new float[2], new int[2]));
    }

    [Fact]
    public void ScoresThatAreNoProbabilitiesAreTold()
    {
        var fault = Assert.Throws<ArgumentException>(() => new Auroc(3).Add([0.5f, 0.25f, 0.25f, 1, 2, 3], [0, 1]));
        Assert.StartsWith("auroc: the scores of sample 1 add to 6; probabilities add to 1. For logits, make the metric with logits: true.",
            fault.Message);
    }

    [Fact]
    public void LogitsWithoutProbabilitiesAreTold()
    {
        var metric = new Auroc(logits: true);
        foreach (var logit in (float[])[float.PositiveInfinity, float.NegativeInfinity])
        {
            var fault = Assert.Throws<ArgumentException>(() => metric.Add([1, 0, logit, float.NegativeInfinity], [0, 1]));
            Assert.StartsWith("auroc: the largest logit of sample 1 is ", fault.Message);
        }

        metric.Add(((float[])[1, float.NegativeInfinity, 1, 2]).AsSpan(), [0, 1]);
        Assert.Equal(1, metric.Value);
    }

    [Fact]
    public void OneScoreForASampleIsOfTwoClasses()
    {
        int[] labels = [0, 1, 1, 0];
        float[] logits = [-1, 2, -0.5f, 0];
        var accuracy = new Accuracy();
        accuracy.Add(logits, labels);
        Assert.Equal(0.75, accuracy.Value);
        var halves = new RecallScore(2, Average.Binary, threshold: 0.5);
        halves.Add([0.1f, 0.6f, 0.5f, 0.2f], labels);
        Assert.Equal(0.5, halves.Value);

        // Of the four pairs of a 1 and a 0, three are in order.
        var auroc = new Auroc();
        auroc.Add(logits, labels);
        Assert.Equal(0.75, auroc.Value);
        Assert.Equal([0.75, 0.75], auroc.PerClass);
    }

    [Fact]
    public void PredictedClassesAreTakenToo()
    {
        var metric = new PrecisionScore(3, Average.Micro);
        metric.Add([0, 1, 2, 2], [0, 1, 1, 2]);
        Assert.Equal(0.75, metric.Value);
        Assert.Equal("micro precision 0.75", metric.ToString());
        Assert.Throws<ArgumentException>(() => metric.Add([3], [0]));
    }

    [Fact]
    public void NoPositiveSampleGivesNoPrecision()
    {
        var metric = new AveragePrecision();
        metric.Add([0.1f, 0.9f], [0, 0]);
        Assert.Equal(0, metric.Value);
    }

    [Fact]
    public void LabelsThatFillABatchDoNotCount()
    {
        var (all, some) = (new Perplexity(), new Perplexity(ignoreLabel: -100));
        all.Add([1, 2, 0, 3], [0, 1]);
        some.Add([1, 2, 9, 9, 0, 3], [0, -100, 1]);
        Assert.Equal(all.Value, some.Value);
        Assert.Throws<ArgumentException>(() => all.Add([1, 2], [-100]));
    }

    [Fact]
    public void AMatrixPrintsItselfAsATable()
    {
        var matrix = new ConfusionMatrix(["cat", "dog", "emu"]);
        matrix.Add([0, 0, 1, 1, 1], [0, 1, 1, 1, 0]);
        Assert.Equal("""
            actual \ predicted  cat  dog  emu  recall
                           cat    1    1    0  0.5000
                           dog    1    2    0  0.6667
                           emu    0    0    0        
            """, matrix.ToString());
        Assert.Equal((1, 2, 5), (matrix[0, 1], matrix[1, 1], matrix.Samples));
    }

    [Fact]
    public void SettingsOutOfTheirRangeAreTold()
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => new F1Score(1));
        Assert.Throws<ArgumentOutOfRangeException>(() => new F1Score(3, Average.Binary));
        Assert.Throws<ArgumentOutOfRangeException>(() => new F1Score(3, (Average)9));
        Assert.Throws<ArgumentOutOfRangeException>(() => new Auroc(3, Average.Micro));
        Assert.Throws<ArgumentOutOfRangeException>(() => new TopKAccuracy(0));
        Assert.Throws<ArgumentOutOfRangeException>(() => new R2Score(0));
        Assert.Throws<ArgumentOutOfRangeException>(() => new Accuracy(double.NaN));
    }
}
