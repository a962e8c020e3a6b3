namespace ModelGen.Runtime;

/// <content>Moving averages in the place of the weights.</content>
public abstract partial class ModelExecutor
{
    private const string Average = "moving-average";

    // Parts the name of a training program from that of its state.
    private const char ProgramEnd = ':';

    private AverageUse? _averages;

    /// <summary>Puts the moving averages of the parameters in the place of the weights until what is returned is disposed.</summary>
    /// <returns>Puts the weights back.</returns>
    /// <exception cref="InvalidOperationException">They are in use already; or another thread is in a call of the model.</exception>
    /// <exception cref="ObjectDisposedException">The model was disposed.</exception>
    public IDisposable UseAverages()
    {
        using var call = Hold();
        _main.MustUseWeights(nameof(UseAverages));
        _main.SwapAverages();
        return _main._averages = new(_main);
    }

    /// <summary>Checks that the averages do not stand in the place of the weights.</summary>
    private void MustUseWeights(string what)
    {
        if (_averages is not null)
            throw new InvalidOperationException(
                $"{what} of {Layout.Model} needs the weights, in whose place its averages stand: dispose what UseAverages returned first.");
    }

    private void EndAverages()
    {
        using var call = Hold();
        SwapAverages();
        _averages = null;
    }

    private void SwapAverages()
    {
        var weights = Layout.Parameters.ToDictionary(parameter => parameter.Name);
        foreach (var state in Layout.States ?? [])
        {
            if (AveragedParameter(state.Name) is not { } name) continue;
            var (weight, bytes) = (weights[name], weights[name].Count * Layout.ElementSize);
            EnsureAside(bytes);
            CopyBlock(MemoryBlock.Persistent, weight.Offset, MemoryBlock.Aside, 0, bytes);
            CopyBlock(MemoryBlock.Persistent, state.Offset, MemoryBlock.Persistent, weight.Offset, bytes);
            CopyBlock(MemoryBlock.Aside, 0, MemoryBlock.Persistent, state.Offset, bytes);
        }
    }

    /// <summary>
    /// The parameter whose average a state is, such as <c>w</c> of <c>w.moving-average</c> or of that of a training program,
    /// <c>w.Train:moving-average</c>; null where it is none, or not yet: before the optimizer's first step.
    /// </summary>
    private string? AveragedParameter(string state)
    {
        var own = state.LastIndexOf('.') + 1;
        var program = state.IndexOf(ProgramEnd, own);
        if (state[(Math.Max(program, own - 1) + 1)..] != Average) return null;
        var optimizer = program < 0 ? Optimizers[0] : Optimizers[state[own..program]];
        return optimizer.StepCount > 0 ? state[..(own - 1)] : null;
    }

    /// <summary>A time in which the averages stand in the place of the weights.</summary>
    private sealed class AverageUse(ModelExecutor executor) : IDisposable
    {
        /// <inheritdoc/>
        public void Dispose()
        {
            if (executor._averages == this && !executor._isDisposed) executor.EndAverages();
        }
    }
}
