using ModelGen;

namespace Lecture.Lessons;

/// <summary>
/// The first computational graph of the lecture: NumPy writes its gradients by hand, TensorFlow and PyTorch derive them, and so does the
/// compiler.
/// </summary>
[Model]
public partial class SmallGraph
{
    public Tensor Forward([Shape("N", "D")] Tensor x, [Shape("N", "D")] Tensor y, [Shape("N", "D")] Tensor z)
    {
        var a = x * y;
        var b = a + z;
        return b.Sum();
    }

    public Tensor Loss(Tensor c) => c;
}

internal static class GraphLesson
{
    private const int N = 3, D = 4;

    public static void Run(Report report)
    {
        using var model = SmallGraph.Create();
        var gradients = model.Gradients(Draw.Shaped(1, N, D), Draw.Shaped(2, N, D), Draw.Shaped(3, N, D));
        report.Compare("c", gradients.Loss.Loss);
        foreach (var name in new[] { "x", "y", "z" }) report.Compare(name, gradients[name].ToArray());
    }
}
