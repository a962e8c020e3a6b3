namespace ModelGen.Tests.Models;

/// <summary>A model that looks rows up, as emitted: numbers, and indices that are none.</summary>
public class WordClassifierTests
{
    private static readonly TrainingReference Reference = TrainingReference.Words;

    private static int[] Sentences => Array.ConvertAll(Reference.X, value => (int)value);

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public void GradientsAndTwentyLossesArePyTorchs(int threads)
    {
        using var model = WordClassifier.Create(Device.CpuWith(threads));
        Reference.SetStart(model.Parameters);
        var gradients = model.Gradients(Sentences, Reference.Classes);
        foreach (var (name, expected) in Reference.Gradients) TrainingReference.Near(expected, gradients[name], 1e-4);
        foreach (var expected in Reference.Losses) Assert.Equal(expected, model.TrainStep(Sentences, Reference.Classes), 1e-4);
        foreach (var (name, expected) in Reference.End) TrainingReference.Near(expected, model.Parameters[name], 1e-3);
    }

    [Theory]
    [InlineData(11)]
    [InlineData(-1)]
    public void AnIndexOutsideOfTheTableIsRefused(int word)
    {
        using var model = WordClassifier.Create(Device.Cpu);
        var sentences = Sentences;
        sentences[7] = word;
        var error = Assert.ThrowsAny<ArgumentException>(() => model.Predict(sentences, new float[6 * 3]));
        Assert.Contains("sentences", error.Message);
    }
}
