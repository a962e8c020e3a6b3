using ModelGen.Runtime;

namespace ModelGen;

/// <summary>What a checkpoint of Fit tells of its run.</summary>
/// <param name="Step">Steps of the run.</param>
/// <param name="Epochs">Epochs that had ended.</param>
/// <param name="StepOfEpoch">Steps of the epoch under way; 0 between two epochs.</param>
/// <param name="Metadata">The texts of <see cref="FitOptions.Metadata"/>.</param>
public sealed record CheckpointInfo(long Step, int Epochs, int StepOfEpoch, IReadOnlyDictionary<string, string> Metadata)
{
    /// <summary>Reads a checkpoint, and checks that it is whole.</summary>
    /// <param name="path">The file.</param>
    /// <exception cref="IOException">It cannot be read.</exception>
    /// <exception cref="InvalidDataException">It is no checkpoint of Fit, or damaged.</exception>
    public static CheckpointInfo Read(string path)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        using var stream = CheckpointReader.Open(path);
        var header = SafetensorsHeader.Read(stream, path, (int)SafetensorsFormat.LargestHeader);
        CheckpointSum.Check(stream, path, header);
        StateTexts texts = new(header.Metadata, path, Precision.Double);
        var state = FitState.Read(texts, epochs: 0);
        return new(state.Position.Steps, state.Epochs.Count, state.Position.Batches, texts.Under(FitTexts.Metadata));
    }
}
