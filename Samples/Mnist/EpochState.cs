using System.Globalization;

namespace Mnist;

/// <summary>How far an epoch is.</summary>
/// <param name="Images">Learnt from so far.</param>
/// <param name="Loss">The mean of the losses that were read so far.</param>
/// <param name="Time">Since its start.</param>
internal readonly record struct EpochState(int Images, double Loss, TimeSpan Time)
{
    /// <inheritdoc/>
    public override string ToString()
        => string.Create(CultureInfo.InvariantCulture, $"loss {Loss:F4}  {Images / Time.TotalSeconds,9:N0} images/s");
}
