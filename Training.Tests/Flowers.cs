namespace ModelGen.Tests;

/// <summary>The model of the pages: two numbers of a flower, three kinds.</summary>
[Model]
[Adam(LearningRate = 0.05)]
public partial class Flowers
{
    private readonly Linear _hidden = new(2, 8);
    private readonly Linear _output = new(8, 3);

    public Tensor Forward([Shape("N", 2)] Tensor flower) => _output.Forward(_hidden.Forward(flower).Tanh());

    public Tensor Loss(Tensor logits, [Shape("N")] IndexTensor labels) => logits.CrossEntropy(labels);

    /// <summary>A set of its flowers: each kind about a place of its own.</summary>
    public static DataSet<float, int> Samples(int count)
    {
        var flowers = DataSet.Of(new float[2 * count], Enumerable.Range(0, count).Select(index => index % 3).ToArray(), count);
        return flowers.Map((input, label, ref random) =>
        {
            input[0] = 5 + label[0] + (0.2f * (float)random.Normal());
            input[1] = 3 - (0.5f * label[0]) + (0.1f * (float)random.Normal());
        }).Cache();
    }
}
