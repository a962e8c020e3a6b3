using System.Globalization;

namespace ModelGen.Runtime;

/// <summary>The texts under a file's __metadata__, as numbers, and the errors of those that are wrong.</summary>
/// <param name="texts">The texts.</param>
/// <param name="file">The file's name, for messages.</param>
/// <param name="precision">In which learning rates must be finite.</param>
internal sealed class StateTexts(IReadOnlyDictionary<string, string> texts, string file, Precision precision)
{
    // Counts are powers of the optimizers' decays, in double precision: beyond this one step is as the next. No training comes near it.
    private const long MostSteps = 1L << 53;

    /// <summary>The keys.</summary>
    public IEnumerable<string> Keys => texts.Keys;

    /// <summary>The texts whose keys begin with a prefix, by what follows it.</summary>
    public Dictionary<string, string> Under(string prefix)
        => texts.Where(text => text.Key.StartsWith(prefix, StringComparison.Ordinal))
            .ToDictionary(text => text.Key[prefix.Length..], text => text.Value, StringComparer.Ordinal);

    /// <summary>The text under a key; null where there is none.</summary>
    public string? Find(string key) => texts.GetValueOrDefault(key);

    /// <summary>The whole number under a key; null where there is none.</summary>
    public long? Whole(string key)
        => long.TryParse(Find(key), NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number) ? number : null;

    /// <summary>The number of steps or calls under a key.</summary>
    /// <exception cref="InvalidDataException">There is none, or no training has as many.</exception>
    public long Count(string key) => Whole(key) is >= 0 and <= MostSteps and var number
        ? number
        : throw Wrong(key, $"a whole number from 0 to {MostSteps}");

    /// <summary>The number under a key; null where there is none.</summary>
    public double? Number(string key)
        => double.TryParse(Find(key), NumberStyles.Float, CultureInfo.InvariantCulture, out var number) ? number : null;

    /// <summary>The numbers under a key, with commas between them; null where there is something else.</summary>
    public IReadOnlyList<double>? Numbers(string key)
    {
        if (Find(key) is not { } text) return null;
        var numbers = new List<double>();
        foreach (var part in text.AsSpan().Split(','))
        {
            if (!double.TryParse(text.AsSpan(part), NumberStyles.Float, CultureInfo.InvariantCulture, out var number)) return null;
            numbers.Add(number);
        }

        return numbers;
    }

    /// <summary>Whether a number is finite in the model's precision.</summary>
    public bool IsFinite(double number) => precision.IsFinite(number);

    /// <summary>The error of a text that is missing or not of its form.</summary>
    public InvalidDataException Wrong(string key, string form)
        => Bad($"\"{key}\" is {(Find(key) is { } text ? FileText.Quoted(text) : "missing")} in its __metadata__; it must "
            + $"be {form}. {TrainingState.WeightsAlone}");

    /// <summary>The error of a file that cannot be loaded.</summary>
    public InvalidDataException Bad(string what) => new(FileText.CannotBeLoaded(file, what));
}
