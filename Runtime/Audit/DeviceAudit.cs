using System.Globalization;
using System.Numerics.Tensors;

namespace ModelGen.Runtime;

/// <summary>Holds the loss and the gradients that two devices compute against each other: on processors bit by bit.</summary>
internal static class DeviceAudit
{
    private const string Check = "devices";

    // Below this part of the largest of all gradients, one is taken for what rounding left of 0, such as that of a bias before a norm.
    private const double Smallest = 1e-3;

    // What sums in another order, and functions that are rounded otherwise, may make of the last digits.
    private const double ToleranceOfSingle = 1e-3;
    private const double ToleranceOfDouble = 1e-9;

    public static AuditFinding Run(AuditSubject own, AuditSubject other)
    {
        var pair = $"{own.Device} and {other.Device}";
        if (own.Device.Kind == DeviceKind.Cpu && other.Device.Kind == DeviceKind.Cpu)
        {
            return FirstDifference(own, other) is { } different
                ? new(Check, AuditOutcome.Failed, $"{pair}: {different} differs, and processors have the same bits")
                : new(Check, AuditOutcome.Passed, $"{pair} have the same bits");
        }

        var (distance, name) = Distance(own, other);
        var seen = string.Create(CultureInfo.InvariantCulture, $"{pair} differ by {distance:G2} of the largest element at most, in {name}");
        return distance <= (own.IsDouble ? ToleranceOfDouble : ToleranceOfSingle)
            ? new(Check, AuditOutcome.Passed, seen)
            : new(Check, AuditOutcome.Failed, seen);
    }

    /// <summary>What differs first between two copies in the bits of loss, gradients and parameters; null if nothing does.</summary>
    public static string? FirstDifference(AuditSubject one, AuditSubject other)
    {
        var (first, second) = (one.Gradients(), other.Gradients());
        if (!first.Loss.Equals(second.Loss)) return "the loss";
        foreach (var (name, gradient) in first.Gradients)
        {
            if (!gradient.AsSpan().SequenceEqual(second.Gradients[name])) return $"the gradient of {name}";
        }

        return one.Parameters.Zip(other.Parameters).Where(pair
            => !AuditSubject.Values(pair.First).AsSpan().SequenceEqual(AuditSubject.Values(pair.Second))).Select(pair => pair.First.Name)
            .FirstOrDefault();
    }

    private static (double Distance, string Name) Distance(AuditSubject one, AuditSubject other)
    {
        var (first, second) = (one.Gradients(), other.Gradients());
        var worst = (Distance: Apart([first.Loss], [second.Loss], 0), Name: "the loss");
        var least = Smallest * first.Gradients.Values.Select(Largest).DefaultIfEmpty().Max();
        foreach (var (name, gradient) in first.Gradients)
        {
            var distance = Apart(gradient, second.Gradients[name], least);
            if (!(distance <= worst.Distance)) worst = (distance, $"the gradient of {name}");
        }

        return worst;
    }

    private static double Apart(double[] one, double[] other, double least)
    {
        var differences = new double[one.Length];
        TensorPrimitives.Subtract<double>(one, other, differences);
        var difference = Largest(differences);
        return difference == 0 ? 0 : difference / Math.Max(Largest(one), least);
    }

    private static double Largest(double[] values) => Math.Abs(TensorPrimitives.MaxMagnitude<double>(values));
}
