using System.Globalization;
using System.Numerics;

namespace ModelGen.Runtime;

/// <summary>Finds numbers that are infinite or none.</summary>
internal static class FiniteCheck
{
    private const int Piece = 1 << 14;

    /// <summary>Where the first stands, such as <c>input x: element 3 is NaN</c>; null if all are finite.</summary>
    /// <param name="name">What to call the tensor.</param>
    /// <param name="values">Its elements.</param>
    /// <param name="first">The number of the first of them.</param>
    /// <param name="place">The word for an element's place.</param>
    public static string? Find<T>(string name, ReadOnlySpan<T> values, long first = 0, string place = "element")
        where T : IFloatingPointIeee754<T>
    {
        for (var index = 0; index < values.Length; index++)
        {
            if (T.IsFinite(values[index])) continue;
            return string.Create(CultureInfo.InvariantCulture, $"{name}: {place} {first + index} is {values[index]}");
        }

        return null;
    }

    /// <summary>The first parameter or buffer of a model that is not finite, in the model's order; null if all are.</summary>
    public static string? Find(ModelExecutor executor)
    {
        using var call = executor.HoldBeside();
        var values = new double[Piece];
        foreach (var parameter in executor.Layout.Parameters)
        {
            for (var first = 0L; first < parameter.Count; first += Piece)
            {
                var part = values.AsSpan(0, (int)Math.Min(Piece, parameter.Count - first));
                call.Executor.ReadNumbers(MemoryBlock.Persistent, parameter.Offset, parameter.Precision, first, part);
                var word = parameter.IsTrainable || parameter.IsFrozen ? "parameter" : "buffer";
                if (Find<double>($"{word} {parameter.Name}", part, first) is { } found) return found;
            }
        }

        return null;
    }
}
