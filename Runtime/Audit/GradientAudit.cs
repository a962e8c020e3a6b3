using System.Globalization;
using System.Numerics.Tensors;

namespace ModelGen.Runtime;

/// <summary>
/// Holds each parameter's gradient against differences of the loss at distances h along a direction d: (L(w + h d) - L(w - h d)) / 2h and
/// those of either side. The difference of the weights is what the model's precision made of it. Of all of them the best counts: rounding
/// spoils those of small distances, a rectifier that turns spoils the side on which it does, and a wrong gradient is far from all.
/// </summary>
internal static class GradientAudit
{
    private const string Check = "gradients";

    // How far the loss is moved, as a part of it.
    private static readonly double[] MovesOfSingle = [3e-2, 3e-3, 3e-4];
    private static readonly double[] MovesOfDouble = [1e-3, 1e-5, 1e-7];

    public static AuditFinding Run(AuditSubject subject, double loss, Dictionary<string, double[]> gradients, double tolerance)
    {
        var errors = gradients.Where(item => TensorPrimitives.Norm<double>(item.Value) > 0).Select(item => Directions(subject, item.Value)
            .Select(direction => Error(subject, subject.Parameters.Find(item.Key)!, item.Value, direction, loss))
            .MaxBy(error => error.Error)).ToList();
        var worst = errors.Select(error => error.Error).DefaultIfEmpty().Max();
        var seen = string.Create(CultureInfo.InvariantCulture,
            $"the largest distance from differences of the loss, as a part of them, is {worst:G2}");
        if (worst <= tolerance) return new(Check, AuditOutcome.Passed, seen);
        var wrong = string.Join("; ", errors.Where(error => error.Error > tolerance).Select(error => error.Text));
        var expected = string.Create(CultureInfo.InvariantCulture, $"at most {tolerance} was expected");
        return new(Check, AuditOutcome.Failed, $"{seen}, and {expected}: {wrong}. A step of the loss, such as that of Round, and large "
            + "numbers in single precision do that; else the gradient is wrong");
    }

    /// <summary>
    /// Along the gradient, and in double precision along random signs too: these move weights so far for what the loss changes that in
    /// single precision rectifiers would turn.
    /// </summary>
    private static double[][] Directions(AuditSubject subject, double[] gradient)
        => subject.IsDouble ? [Unit(gradient), Signs(gradient.Length)] : [Unit(gradient)];

    private static Difference Error(AuditSubject subject, Parameter parameter, double[] gradient, double[] direction,
        double loss)
    {
        var start = AuditSubject.Values(parameter);
        var slope = TensorPrimitives.Norm<double>(gradient);
        var best = new Difference(double.PositiveInfinity, "");
        foreach (var move in subject.IsDouble ? MovesOfDouble : MovesOfSingle)
        {
            // Along the gradient the loss changes by so much, and along random signs by about as much: where these meet it at a right
            // angle, the change is small, and is not what an error is a part of.
            var distance = Math.Min(move * Math.Max(Math.Abs(loss), 1e-3) / slope, Largest(start));
            var (above, below) = (At(distance), At(-distance));
            foreach (var error in (Difference[])[Compare(above, below, 2 * distance), Compare(above, (start, loss), distance),
                Compare((start, loss), below, distance)])
            {
                if (error.Error < best.Error) best = error;
            }
        }

        parameter.CopyFrom(start);
        return best;

        Difference Compare((double[] Values, double Loss) high, (double[] Values, double Loss) low, double length)
        {
            var moved = new double[start.Length];
            TensorPrimitives.Subtract<double>(high.Values, low.Values, moved);
            var (expected, actual) = (high.Loss - low.Loss, TensorPrimitives.Dot<double>(gradient, moved));
            var noise = 4 * subject.Epsilon * Math.Max(Math.Abs(high.Loss), Math.Abs(low.Loss));
            var size = Math.Max(length * slope, Math.Max(Math.Abs(expected), Math.Abs(actual)));
            return new(Math.Max(Math.Abs(expected - actual) - noise, 0) / size, string.Create(CultureInfo.InvariantCulture,
                $"with {parameter.Name} the loss changes by {expected:G6}, its gradient says {actual:G6}"));
        }

        (double[] Values, double Loss) At(double distance)
        {
            var values = new double[start.Length];
            TensorPrimitives.MultiplyAdd(direction, distance, start, values);
            parameter.CopyFrom(values);
            return (AuditSubject.Values(parameter), subject.Loss());
        }
    }

    /// <summary>The farthest that weights are moved: by their own size.</summary>
    private static double Largest(double[] values) => Math.Max(Math.Abs(TensorPrimitives.MaxMagnitude<double>(values)), 1e-2);

    private static double[] Unit(double[] gradient)
    {
        var unit = new double[gradient.Length];
        TensorPrimitives.Divide(gradient, TensorPrimitives.Norm<double>(gradient), unit);
        return unit;
    }

    private static double[] Signs(int count)
    {
        var signs = new double[count];
        for (var index = 0; index < count; index++) signs[index] = Philox.Uniform(0, 0, (ulong)index) < 0.5 ? -1 : 1;
        return signs;
    }

    /// <summary>How far a gradient is from a difference of the loss, as a part of it, and both as a text.</summary>
    private readonly record struct Difference(double Error, string Text);
}
