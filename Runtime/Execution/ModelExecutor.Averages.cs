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
            var weight = weights[name];
            EnsureAside(weight.Bytes);
            CopyBlock(MemoryBlock.Persistent, weight.Offset, MemoryBlock.Aside, 0, weight.Bytes);
            CopyBlock(MemoryBlock.Persistent, state.Offset, MemoryBlock.Persistent, weight.Offset, weight.Bytes);
            CopyBlock(MemoryBlock.Aside, 0, MemoryBlock.Persistent, state.Offset, weight.Bytes);
        }
    }

    /// <summary>
    /// Whether a state is an average, such as <c>w.moving-average</c> or that of a training program, <c>w.Train:moving-average</c>.
    /// </summary>
    private static bool IsAverage(string state) => ProgramAndName(state).Name == Average;

    /// <summary>The parameter whose average a state is; null where it is none, or not yet: before the optimizer's first step.</summary>
    private string? AveragedParameter(string state)
    {
        if (!IsAverage(state)) return null;
        var optimizer = ProgramAndName(state).Program is { } program ? Optimizers[program] : Optimizers[0];
        return optimizer.StepCount > 0 ? state[..state.LastIndexOf('.')] : null;
    }

    private static (string? Program, string Name) ProgramAndName(string state)
    {
        var own = state[(state.LastIndexOf('.') + 1)..];
        return own.IndexOf(ProgramEnd) is > 0 and var end ? (own[..end], own[(end + 1)..]) : (null, own);
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
