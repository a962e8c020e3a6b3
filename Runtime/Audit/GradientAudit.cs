using System.Globalization;
using System.Numerics.Tensors;

namespace ModelGen.Runtime;

/// <summary>
/// Holds each parameter's gradient against central differences of the loss, (L(w + h d) - L(w - h d)) / 2h, along the gradient and along
/// random signs. The difference of the weights is what the model's precision made of it. Of three distances h the best counts: rounding
/// spoils small ones, the corners of rectifiers large ones, and a wrong gradient all.
/// </summary>
internal static class GradientAudit
{
    private const string Check = "gradients";

    // How far the loss is moved, as a part of it.
    private static readonly double[] MovesOfSingle = [3e-2, 3e-3, 3e-4];
    private static readonly double[] MovesOfDouble = [1e-3, 1e-5, 1e-7];

    public static AuditFinding Run(AuditSubject subject, double loss, Dictionary<string, double[]> gradients, double tolerance)
    {
        var worst = (Error: -1d, Name: "no parameter", Text: "");
        foreach (var (name, gradient) in gradients)
        {
            if (TensorPrimitives.Norm<double>(gradient) == 0) continue;
            foreach (var direction in (double[][])[Unit(gradient), Signs(gradient.Length)])
            {
                var (error, text) = Error(subject, subject.Parameters.Find(name)!, gradient, direction, loss);
                if (error > worst.Error) worst = (error, name, text);
            }
        }

        var seen = string.Create(CultureInfo.InvariantCulture,
            $"the largest distance from differences of the loss, as a part of them, is {Math.Max(worst.Error, 0):G2}, of {worst.Name}");
        if (worst.Error <= tolerance) return new(Check, AuditOutcome.Passed, seen);
        var expected = string.Create(CultureInfo.InvariantCulture, $"{worst.Text}; at most {tolerance} was expected");
        return new(Check, AuditOutcome.Failed, $"{seen}: {expected}. A step of the loss, such as that of Round, and large numbers in "
            + "single precision do that; else the gradient is wrong");
    }

    private static (double Error, string Text) Error(AuditSubject subject, Parameter parameter, double[] gradient, double[] direction,
        double loss)
    {
        var start = AuditSubject.Values(parameter);
        var slope = Math.Abs(TensorPrimitives.Dot<double>(gradient, direction));
        var best = (Error: double.PositiveInfinity, Text: "");
        foreach (var move in subject.IsDouble ? MovesOfDouble : MovesOfSingle)
        {
            // Random signs may meet a gradient at a right angle, where no distance moves the loss.
            var distance = Math.Min(move * Math.Max(Math.Abs(loss), 1e-3) / Math.Max(slope, double.Epsilon), Largest(start));
            var (above, lossAbove) = At(distance);
            var (below, lossBelow) = At(-distance);
            TensorPrimitives.Subtract<double>(above, below, above);
            var (expected, actual) = (lossAbove - lossBelow, TensorPrimitives.Dot<double>(gradient, above));
            var noise = 4 * subject.Precision * Math.Max(Math.Abs(lossAbove), Math.Abs(lossBelow));
            var error = Math.Max(Math.Abs(expected - actual) - noise, 0) / Math.Max(Math.Abs(expected), Math.Abs(actual));
            if (error >= best.Error) continue;
            best = (error, string.Create(CultureInfo.InvariantCulture,
                $"the loss changes by {expected:G6}, the gradient says {actual:G6}"));
        }

        parameter.CopyFrom(start);
        return double.IsInfinity(best.Error) ? (0, "") : best;

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
}
