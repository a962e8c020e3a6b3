using System.Collections;
using System.Text;
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

    /// <summary>The checkpoint from which the run went on; null if it began anew.</summary>
    public string? ResumedFrom { get; internal set; }

    /// <summary>
    /// The newer checkpoints that the run could not go on from, and why: files that are torn or damaged. Empty if there were none.
    /// </summary>
    public IReadOnlyList<string> SkippedCheckpoints { get; internal set; } = [];

    /// <inheritdoc/>
    public EpochResult this[int index] => _epochs[index];

    /// <inheritdoc/>
    public IEnumerator<EpochResult> GetEnumerator() => _epochs.GetEnumerator();

    /// <inheritdoc/>
    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    /// <summary>A table with a line for each epoch: its losses, its time and the learning rate of its last step.</summary>
    public override string ToString() => HistoryTable.Format(_epochs);

    /// <summary>
    /// The epochs as comma-separated values with a line of names: epoch, loss, validation_loss, each metric, seconds, learning_rate. The
    /// numbers have all their digits, in the invariant culture.
    /// </summary>
    public string ToCsv() => HistoryCsv.Format(_epochs);

    /// <summary>Writes <see cref="ToCsv"/> to a file, which is there whole or not at all.</summary>
    /// <param name="path">The file; one that is there is replaced.</param>
    /// <exception cref="IOException">It cannot be written.</exception>
    public void WriteCsv(string path)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        AtomicFile.Write(path, stream => stream.Write(Encoding.UTF8.GetBytes(ToCsv())));
    }

    internal void Add(EpochResult epoch) => _epochs.Add(epoch);
}
