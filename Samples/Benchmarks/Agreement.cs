namespace Benchmarks;

/// <summary>Both sides must compute the same before their times are compared.</summary>
internal static class Agreement
{
    private const int Steps = 5;

    /// <summary>Starts the other side as ours starts, and compares the losses of some steps.</summary>
    /// <exception cref="InvalidOperationException">They differ.</exception>
    public static void Check(string name, Side own, Side other)
    {
        var theirs = other.Names.ToDictionary(Plain);
        if (own.Names.Count != theirs.Count)
            throw new InvalidOperationException(
                $"{name}: {own.Names.Count} parameters here, {theirs.Count} there: {string.Join(" ", own.Names)} and "
                    + $"{string.Join(" ", other.Names)}.");
        foreach (var parameter in own.Names)
        {
            if (!theirs.TryGetValue(Plain(parameter), out var there))
                throw new InvalidOperationException(
                    $"{name}: TorchSharp's model has no {parameter}; it has {string.Join(" ", other.Names)}.");
            other.Write(there, own.Read(parameter));
        }

        for (var step = 0; step < Steps; step++)
        {
            var (mine, their) = (own.Step(), other.Step());
            if (Math.Abs(mine - their) > 1e-3 * Math.Max(1, Math.Abs(their)))
                throw new InvalidOperationException($"{name}: in step {step + 1} the loss is {mine} here and {their} there.");
        }
    }

    // Torch's names of registered modules have no dots of their own.
    private static string Plain(string name) => name.Replace('.', '_');
}
