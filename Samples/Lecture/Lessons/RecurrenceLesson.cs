using ModelGen;

namespace Lecture.Lessons;

/// <summary>y[t] = (y[t-1] + x[t]) * w for as many steps as x has: in TensorFlow 1 a fold, here a loop.</summary>
[Model]
public partial class Recurrence
{
    [Parameter(4)]
    private readonly Tensor w;

    public Tensor Forward([Shape("T", 4)] Tensor x, [Shape(4)] Tensor y0)
    {
        var y = y0;
        for (var t = 0; t < x.Size(0); t++) y = (y + x[t]) * w;
        return y.Sum();
    }

    public Tensor Loss(Tensor sum) => sum;
}

/// <summary>A recurrent net over sequences of any length, by the mean square of its last state.</summary>
[Model]
public partial class SequenceNet
{
    private readonly Rnn net = new(6, 8);

    public Tensor Forward([Shape("N", "T", 6)] Tensor x)
    {
        var (_, hidden) = net.Forward(x);
        return hidden.Square().Mean();
    }

    public Tensor Loss(Tensor mean) => mean;
}

internal static class RecurrenceLesson
{
    public static void Run(Report report)
    {
        using var model = Recurrence.Create();
        model.Parameters["w"].CopyFrom(Draw.Numbers(3, 4));
        foreach (var steps in new[] { 1, 5, 40 })
        {
            var gradients = model.Gradients(Draw.Numbers(1, steps * 4), Draw.Numbers(2, 4));
            report.Compare($"{steps}/sum", gradients.Loss.Loss);
            report.Compare($"{steps}/w", gradients["w"].ToArray());
            report.Compare($"{steps}/y0", gradients["y0"].ToArray());
        }

        using var net = SequenceNet.Create();
        string[] names = ["weight_ih_l0", "weight_hh_l0", "bias_ih_l0", "bias_hh_l0"];
        foreach (var (number, name) in names.Index())
            net.Parameters["net." + name].CopyFrom(Draw.Numbers((uint)(10 + number), net.Parameters["net." + name].Count, -0.5f, 0.5f));
        foreach (var steps in new[] { 3, 12 })
        {
            var gradients = net.Gradients(Draw.Shaped(1, 5, steps, 6));
            report.Compare($"rnn/{steps}/loss", gradients.Loss.Loss);
            foreach (var name in names) report.Compare($"rnn/{steps}/{name}", gradients["net." + name].ToArray());
        }
    }
}
