namespace ModelGen.Runtime;

/// <summary>The callbacks of a run, those that write its state after those that change it.</summary>
internal sealed class FitCallbacks
{
    private readonly IFitCallback[] _callbacks;
    private readonly FitContext _context;

    public FitCallbacks(IReadOnlyList<IFitCallback> callbacks, FitContext context)
        => (_callbacks, _context) = ([.. callbacks.OrderBy(callback => callback is Checkpoint)], context);

    /// <summary>Each with the name under which checkpoints know it: its type's, and which one of this type it is.</summary>
    public IEnumerable<(string Key, IFitCallback Callback)> Named
        => _callbacks.GroupBy(callback => callback.GetType().Name)
            .SelectMany(group => group.Select((callback, number) => ($"{group.Key}.{number}", callback)));

    public void OnFitStart()
    {
        foreach (var callback in _callbacks) callback.OnFitStart(_context);
    }

    public void OnEpochStart()
    {
        foreach (var callback in _callbacks) callback.OnEpochStart(_context);
    }

    public void OnStepEnd()
    {
        foreach (var callback in _callbacks) callback.OnStepEnd(_context);
    }

    public void OnStop()
    {
        foreach (var callback in _callbacks) callback.OnStop(_context);
    }

    public void OnEpochEnd()
    {
        foreach (var callback in _callbacks) callback.OnEpochEnd(_context);
    }

    public void OnFitEnd()
    {
        foreach (var callback in _callbacks) callback.OnFitEnd(_context);
    }
}
