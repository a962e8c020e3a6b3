using System.Collections;
using ModelGen.Runtime;

namespace ModelGen;

/// <summary>What each epoch of a call of Fit gave, in order. It prints itself as a table.</summary>
public sealed class History : IReadOnlyList<EpochResult>
{
    private readonly List<EpochResult> _epochs = [];

    internal History()
    {
    }

    /// <summary>How many epochs there were.</summary>
    public int Count => _epochs.Count;

    /// <summary>The mean loss of each epoch.</summary>
    public double[] Losses => [.. _epochs.Select(epoch => epoch.Loss)];

    /// <summary>The mean loss on the validation samples after each epoch; empty where there are none.</summary>
    public double[] ValidationLosses
        => [.. _epochs.Where(epoch => epoch.ValidationLoss is not null).Select(epoch => epoch.ValidationLoss!.Value)];

    /// <summary>How long all epochs took together, in seconds.</summary>
    public double Seconds => _epochs.Sum(epoch => epoch.Seconds);

    /// <inheritdoc/>
    public EpochResult this[int index] => _epochs[index];

    /// <inheritdoc/>
    public IEnumerator<EpochResult> GetEnumerator() => _epochs.GetEnumerator();

    /// <inheritdoc/>
    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    /// <summary>A table with a line for each epoch: its losses, its time and the learning rate of its last step.</summary>
    public override string ToString() => HistoryTable.Format(_epochs);

    internal void Add(EpochResult epoch) => _epochs.Add(epoch);
}
