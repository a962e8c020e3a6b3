using System.ComponentModel;

namespace ModelGen.Runtime;

/// <summary>The batches of a loader that an epoch of Fit takes; for emitted code.</summary>
/// <typeparam name="TInput">An element of an input.</typeparam>
/// <typeparam name="TTarget">An element of a target.</typeparam>
[EditorBrowsable(EditorBrowsableState.Never)]
public readonly struct FitLoader<TInput, TTarget>
    where TInput : unmanaged
    where TTarget : unmanaged
{
    private readonly FitRun _run;
    private readonly DataLoader<TInput, TTarget> _loader;
    private readonly bool _isValidation;

    internal FitLoader(FitRun run, DataLoader<TInput, TTarget> loader, bool isValidation)
        => (_run, _loader, _isValidation) = (run, loader, isValidation);

    /// <summary>Begins an epoch, or goes on where a checkpoint was within one.</summary>
    public DataLoader<TInput, TTarget>.Enumerator GetEnumerator()
    {
        var (first, most) = _isValidation ? (0, _run.Options.MostBatches) : _run.Batches;
        return _loader.Read(first, most, _run.Options.IsInOrder, _run.Again);
    }
}
