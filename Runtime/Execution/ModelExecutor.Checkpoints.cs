namespace ModelGen.Runtime;

/// <content>Saving and loading.</content>
public abstract unsafe partial class ModelExecutor
{
    /// <summary>Bytes of a file's header that are read unless more are asked for.</summary>
    public const int LargestHeader = SafetensorsFormat.UsualHeader;

    /// <summary>
    /// Writes the model to a safetensors file, which is there whole or not at all. Links are followed; a file that is replaced keeps its
    /// owner, its group, its mode and its access control list; what killed processes left of saving the same file is removed.
    /// </summary>
    /// <param name="path">The file; one that is there is replaced.</param>
    /// <param name="withOptimizer">Whether what training goes on from is written too.</param>
    /// <exception cref="IOException">The file cannot be written: the disk is full, the folder is read-only, or what stands there is no
    /// file. Nothing has changed then.</exception>
    /// <exception cref="InvalidOperationException">Another thread is in a call of this model.</exception>
    /// <exception cref="ObjectDisposedException">The model was disposed.</exception>
    public void Save(string path, bool withOptimizer)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        using var block = new HostBlock(Layout.PersistentBytes);
        var state = ReadModel(block, withOptimizer);
        CheckpointWriter.Write(path, Stored(block, withOptimizer), state?.Entries() ?? [], isSealed: false);
    }

    /// <summary>Writes a checkpoint of Fit: as Save, with what the run keeps beside, and sealed by a sum.</summary>
    /// <param name="path">The file; one that is there is replaced.</param>
    /// <param name="texts">What the run keeps as texts.</param>
    /// <param name="tensors">What it keeps as tensors.</param>
    /// <exception cref="IOException">The file cannot be written. Nothing has changed then.</exception>
    internal void SaveCheckpoint(string path, IEnumerable<KeyValuePair<string, string>> texts, IEnumerable<StoredTensor> tensors)
    {
        using var block = new HostBlock(Layout.PersistentBytes);
        var state = ReadModel(block, withOptimizer: true)!;
        CheckpointWriter.Write(path, [.. Stored(block, withOptimizer: true), .. tensors],
            state.Entries().Concat(texts), isSealed: true);
    }

    /// <summary>Takes the model from a safetensors file. Everything is checked first: an error leaves the model as it was.</summary>
    /// <param name="path">The file.</param>
    /// <param name="withOptimizer">Whether to go on from the training state that it may hold.</param>
    /// <param name="largestHeader">Bytes that its header may have, 1 or more.</param>
    /// <param name="strict">Whether the file and the model must have the same tensors; else what fits is taken, and the rest stays.</param>
    /// <param name="map">Gives the model's name for the file's name of a tensor, or null for one to leave out.</param>
    /// <returns>What did not fit.</returns>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="largestHeader"/> is below 1.</exception>
    /// <exception cref="IOException">The file cannot be read.</exception>
    /// <exception cref="InvalidDataException">The file is no safetensors file, is damaged, or does not fit the model.</exception>
    /// <exception cref="InvalidOperationException">Another thread is in a call of this model.</exception>
    /// <exception cref="ObjectDisposedException">The model was disposed.</exception>
    public LoadReport Load(
        string path, bool withOptimizer, int largestHeader = LargestHeader, bool strict = true, Func<string, string?>? map = null)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        ArgumentOutOfRangeException.ThrowIfLessThan(largestHeader, 1);
        using var stream = CheckpointReader.Open(path);
        var reader = new CheckpointReader(Layout, path, SafetensorsHeader.Read(stream, path, largestHeader));
        var state = withOptimizer ? reader.State(Optimizers) : null;
        var match = reader.Match(state is not null, strict, map);
        using var block = new HostBlock(Layout.PersistentBytes);
        reader.Read(stream, match.Taken, block);
        foreach (var count in match.Counts) block.Write(count.Offset, state!.Step, count.Precision);
        Take(match, block, match.Report.IsTrainingResumed ? state : null);
        return match.Report;
    }

    /// <summary>Takes the model from a checkpoint of Fit. Everything is checked first: an error leaves the model as it was.</summary>
    /// <param name="path">The file.</param>
    /// <param name="take">Takes what the run keeps; the model follows if it does not throw.</param>
    /// <exception cref="IOException">The file cannot be read.</exception>
    /// <exception cref="InvalidDataException">It is damaged, or does not fit the model.</exception>
    internal void LoadCheckpoint(string path, Action<CheckpointContents> take)
    {
        using var stream = CheckpointReader.Open(path);
        var header = SafetensorsHeader.Read(stream, path, (int)SafetensorsFormat.LargestHeader);
        CheckpointSum.Check(stream, path, header);
        var reader = new CheckpointReader(Layout, path, header);
        var contents = new CheckpointContents(Layout, path, header, reader, stream);
        contents.CheckGraph();
        var state = reader.State(Optimizers) ?? throw contents.Texts.Bad("it holds weights alone. Take a checkpoint of Fit");
        var match = reader.Match(withOptimizer: true, strict: true, map: null);
        using var block = new HostBlock(Layout.PersistentBytes);
        reader.Read(stream, match.Taken, block);
        foreach (var count in match.Counts) block.Write(count.Offset, state.Step, count.Precision);
        take(contents);
        Take(match, block, state);
    }

    /// <summary>Copies all that the model keeps to the host.</summary>
    private TrainingState? ReadModel(HostBlock block, bool withOptimizer)
    {
        using var call = HoldBeside();
        if (withOptimizer) _main.MustUseWeights("Save with the optimizer's state");
        call.Executor.ReadBlock(MemoryBlock.Persistent, 0, block.Address, block.Length);
        return withOptimizer ? State() : null;
    }

    private TrainingState State()
        => new(StepCount, Calls, Seed, [.. Optimizers.Select(SavedOptimizer.Of)]);

    private List<StoredTensor> Stored(HostBlock block, bool withOptimizer)
        => [.. CheckpointTensor.Weights(Layout).Concat(withOptimizer ? CheckpointTensor.States(Layout) : [])
            .Select(tensor => new StoredTensor(tensor, block))];

    /// <summary>Changes the model to what was read of a file.</summary>
    private void Take(CheckpointMatch match, HostBlock block, TrainingState? state)
    {
        using var call = Hold();
        MustUseWeights("Load");
        if (match.Taken.Count == 0 && match.Kept.Count > 0) return;
        foreach (var kept in match.Kept)
            call.Executor.ReadBlock(MemoryBlock.Persistent, kept.Offset, block.Address + kept.Offset, kept.Bytes);
        call.Executor.WriteBlock(MemoryBlock.Persistent, 0, block.Address, block.Length);
        Resume(state);
    }

    /// <summary>
    /// Without a state the optimizers' tensors are zeros now, and steps are counted anew.
    /// </summary>
    private void Resume(TrainingState? state)
    {
        (StepCount, AccumulatedWeight) = (state?.Step ?? 0, 0);
        foreach (var optimizer in Optimizers) optimizer.StepCount = 0;
        if (state is null) return;
        (Calls, Seed) = (state.Calls, state.Seed);
        foreach (var (optimizer, saved) in Optimizers.Zip(state.Optimizers)) saved.GiveTo(optimizer);
    }
}
