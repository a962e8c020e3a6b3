using System.Globalization;

namespace ModelGen;

/// <summary>What a view says of an epoch.</summary>
internal static class LiveText
{
    private const string Gap = "  ";

    /// <summary>One line: <c>epoch 2/5  loss 0.1234  accuracy 0.9812  12,345 samples/s  0:01:30 left</c>.</summary>
    public static string Line(int epoch, int epochs, double loss, IReadOnlyList<(string Name, double Value)> metrics,
        double samplesPerSecond, TimeSpan? left)
    {
        List<string> parts = [$"epoch {Padded(epoch, epochs)}/{epochs}", $"loss {Number(loss)}"];
        parts.AddRange(metrics.Select(metric => $"{metric.Name} {Number(metric.Value)}"));
        if (samplesPerSecond > 0) parts.Add($"{samplesPerSecond.ToString("N0", CultureInfo.InvariantCulture)} samples/s");
        if (left is { } time) parts.Add($"{Time(time)} left");
        return string.Join(Gap, parts);
    }

    /// <summary>How long the rest of this epoch and the epochs after it take at this speed; null where it is not known.</summary>
    public static TimeSpan? Left(int epoch, int epochs, long done, long total, double samplesPerSecond)
    {
        var seconds = (total - done + ((double)(epochs - epoch) * total)) / samplesPerSecond;
        return seconds < TimeSpan.MaxValue.TotalSeconds / 2 ? TimeSpan.FromSeconds(Math.Ceiling(seconds)) : null;
    }

    private static string Padded(int epoch, int epochs)
        => epoch.ToString(CultureInfo.InvariantCulture).PadLeft(epochs.ToString(CultureInfo.InvariantCulture).Length);

    private static string Number(double value) => value.ToString(Math.Abs(value) is >= 1e-3 and < 1e4 ? "0.0000" : "G4",
        CultureInfo.InvariantCulture);

    private static string Time(TimeSpan time)
        => string.Create(CultureInfo.InvariantCulture, $"{(long)time.TotalHours}:{time.Minutes:00}:{time.Seconds:00}");
}
