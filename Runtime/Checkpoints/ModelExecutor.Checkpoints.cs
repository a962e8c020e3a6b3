namespace ModelGen.Runtime;

/// <content>Saving and loading.</content>
public abstract unsafe partial class ModelExecutor
{
    /// <summary>Writes the model to a safetensors file, which is there whole or not at all.</summary>
    /// <param name="path">The file; one that is there is replaced.</param>
    /// <param name="withOptimizer">Whether what training goes on from is written too.</param>
    /// <exception cref="IOException">The file cannot be written.</exception>
    /// <exception cref="InvalidOperationException">Another thread is in a call of this model.</exception>
    /// <exception cref="ObjectDisposedException">The model was disposed.</exception>
    public void Save(string path, bool withOptimizer)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        using var block = new HostBlock(Layout.PersistentBytes);
        TrainingState? state;
        using (Hold())
        {
            ReadBlock(MemoryBlock.Persistent, 0, block.Address, block.Length);
            state = withOptimizer ? new(StepCount, CallCount, Seed, LearningRate) : null;
        }

        List<CheckpointTensor> tensors = [.. CheckpointTensor.Weights(Layout), .. withOptimizer ? CheckpointTensor.States(Layout) : []];
        CheckpointWriter.Write(path, tensors, block, Layout.ElementSize, state);
    }

    /// <summary>Takes the model from a safetensors file. Everything is checked first: an error leaves the model as it was.</summary>
    /// <param name="path">The file.</param>
    /// <param name="withOptimizer">Whether to go on from the training state that it may hold.</param>
    /// <exception cref="IOException">The file cannot be read.</exception>
    /// <exception cref="InvalidDataException">The file is no safetensors file, is damaged, or does not fit the model.</exception>
    /// <exception cref="InvalidOperationException">Another thread is in a call of this model.</exception>
    /// <exception cref="ObjectDisposedException">The model was disposed.</exception>
    public void Load(string path, bool withOptimizer)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        using var stream = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read);
        var reader = new CheckpointReader(Layout, path, SafetensorsHeader.Read(stream, path));
        var state = withOptimizer ? reader.State() : null;
        var tensors = reader.Match(state is not null);
        using var block = new HostBlock(Layout.PersistentBytes);
        reader.Read(stream, tensors, block);
        using var hold = Hold();
        WriteBlock(MemoryBlock.Persistent, 0, block.Address, block.Length);
        Resume(state);
    }

    /// <summary>Without a state the optimizer's tensors are zeros now, and steps are counted anew.</summary>
    private void Resume(TrainingState? state)
    {
        StepCount = state?.Step ?? 0;
        if (state is null) return;
        (CallCount, Seed, LearningRate) = (state.Calls, state.Seed, state.LearningRate);
    }
}
