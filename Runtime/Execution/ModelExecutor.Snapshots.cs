namespace ModelGen.Runtime;

/// <content>Copies of the model in the host's memory.</content>
public abstract unsafe partial class ModelExecutor
{
    /// <summary>Copies parameters, buffers and moving averages.</summary>
    internal WeightSnapshot CopyWeights()
    {
        var snapshot = new WeightSnapshot(Layout, WeightsAndAverages());
        using var call = HoldBeside();
        foreach (var tensor in snapshot.Tensors)
            call.Executor.ReadBlock(MemoryBlock.Persistent, tensor.Offset, snapshot.Block.Address + tensor.Offset, tensor.Bytes);
        return snapshot;
    }

    /// <summary>A place for such a copy.</summary>
    internal WeightSnapshot EmptyWeights() => new(Layout, WeightsAndAverages());

    /// <summary>Changes parameters, buffers and averages to those of a copy; what else the optimizer keeps stays.</summary>
    internal void PutBack(WeightSnapshot snapshot)
    {
        using var call = Hold();
        MustUseWeights(nameof(PutBack));
        foreach (var tensor in snapshot.Tensors)
            call.Executor.WriteBlock(MemoryBlock.Persistent, tensor.Offset, snapshot.Block.Address + tensor.Offset, tensor.Bytes);
    }

    /// <summary>Copies all that training goes on from.</summary>
    internal ModelSnapshot CopyModel()
    {
        var block = new HostBlock(Layout.PersistentBytes);
        return new(block, ReadModel(block, withOptimizer: true)!);
    }

    /// <summary>Changes the model to a copy.</summary>
    internal void PutBack(ModelSnapshot snapshot)
    {
        using var call = Hold();
        call.Executor.WriteBlock(MemoryBlock.Persistent, 0, snapshot.Block.Address, snapshot.Block.Length);
        Resume(snapshot.State);
    }

    /// <summary>Makes the arena zeros, so that what a call leaves there is its own.</summary>
    /// <param name="zeros">So many are written at a time.</param>
    internal void ClearArena(ReadOnlySpan<byte> zeros)
    {
        using var call = Hold();
        fixed (byte* source = zeros)
        {
            var bytes = call.Executor.ArenaBytes;
            for (var first = 0L; first < bytes; first += zeros.Length)
                call.Executor.WriteBlock(MemoryBlock.Arena, first, source, Math.Min(zeros.Length, bytes - first));
        }
    }

    private List<CheckpointTensor> WeightsAndAverages()
        => [.. CheckpointTensor.Weights(Layout), .. CheckpointTensor.States(Layout)
            .Where(state => IsAverage(state.Name))];
}
