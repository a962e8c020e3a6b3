using ModelGen;

namespace Lecture.Lessons;

/// <summary>
/// A value that is known only when the model is called chooses the weights: in TensorFlow 1 a tf.cond of two functions, here C#'s own
/// conditional.
/// </summary>
[Model]
public partial class Conditional
{
    [Parameter(20, 20)]
    private readonly Tensor w1;

    [Parameter(20, 20)]
    private readonly Tensor w2;

    public Tensor Forward([Shape("N", 20)] Tensor x, bool isFirst)
    {
        var y = isFirst ? x.MatMul(w1) : x.MatMul(w2);
        return y.Square().Mean();
    }

    public Tensor Loss(Tensor mean) => mean;
}

internal static class ConditionalLesson
{
    public static void Run(Report report)
    {
        using var model = Conditional.Create();
        for (var number = 0; number < 2; number++) model.Parameters[number].CopyFrom(Draw.Numbers((uint)(3 + number), 400));
        var x = Draw.Numbers(1, Sizes.Batch * 20);
        foreach (var (name, isFirst) in new[] { ("first", true), ("second", false) })
        {
            var gradients = model.Gradients(x, isFirst);
            report.Compare(name + "/loss", gradients.Loss.Loss);
            report.Compare(name + "/w1", gradients["w1"].ToArray());
            report.Compare(name + "/w2", gradients["w2"].ToArray());
        }
    }
}
