namespace ModelGen.Runtime;

/// <content>
/// Which calls run at once. All executors of a model share its weights, its gate and its counts, which the first of them, the main one,
/// keeps. A call that may run beside others takes the executor that it was asked of, or, where that is in use, one that idles, or a new
/// one.
/// </content>
public abstract partial class ModelExecutor
{
    private readonly ExecutorOptions _options;
    private readonly ModelExecutor _main;
    private readonly CallGate _gate;
    private readonly Stack<ModelExecutor> _idle = new();
    private readonly bool _isPooled;
    private int _isInUse;
    private bool _isDisposed;
    private bool _hasQueued = true;
    private long _calls;

    /// <summary>Begins a call that runs kernels.</summary>
    /// <param name="call">Which: what only reads the weights runs beside others, the rest alone.</param>
    /// <exception cref="InvalidOperationException">A call is under way that this one cannot run beside, or the schedule gives no learning
    /// rate.</exception>
    /// <exception cref="ObjectDisposedException">The model was disposed.</exception>
    public CallScope Enter(in ModelCall call)
    {
        var scope = call.IsBeside ? HoldBeside() : HoldFor(call);
        scope.Executor.CallCount = Interlocked.Increment(ref _main._calls);
        scope.Executor._arenaVersion++;
        return scope;
    }

    /// <summary>An executor of the same weights with an arena of its own, which is its user's to dispose.</summary>
    /// <exception cref="ObjectDisposedException">The model was disposed.</exception>
    public ModelExecutor CreatePredictor()
    {
        using var hold = HoldBeside();
        return Another(isPooled: false);
    }

    /// <summary>
    /// Gives the memory back: the arena, and if it is the main executor all other memory of the model too.
    /// </summary>
    /// <exception cref="InvalidOperationException">A call is under way.</exception>
    public void Dispose()
    {
        if (_isDisposed) return;
        if (_main == this)
        {
            if (!_gate.Close()) return;
            while (_idle.TryPop(out var executor)) executor.Release();
        }
        else if (!TryUse())
        {
            throw new InvalidOperationException(
                $"This predictor of {Layout.Model} is in a call on another thread; dispose it when the call has ended.");
        }

        Release();
    }

    /// <summary>Holds the model for what must be alone.</summary>
    /// <exception cref="InvalidOperationException">A call is under way.</exception>
    /// <exception cref="ObjectDisposedException">The model was disposed.</exception>
    internal CallScope Hold()
    {
        if (_isDisposed) throw _gate.Gone();
        _gate.EnterAlone();
        return new(_main, isAlone: true);
    }

    /// <summary>Holds the model for a call that must be alone; one that cannot begin changes nothing.</summary>
    private CallScope HoldFor(in ModelCall call)
    {
        var scope = Hold();
        try
        {
            if (call.IsStep || call.Kind == CallKind.Accumulate) _main.MustUseWeights(call.Name);
            if (call.IsStep) _main.BeginStep(call.Optimizer);
            return scope;
        }
        catch
        {
            scope.Dispose();
            throw;
        }
    }

    private void BeginStep(int optimizer)
    {
        _running = optimizer;
        Running.Begin();
        KeepFrozen();
    }

    /// <summary>Holds the model for what only reads its weights.</summary>
    /// <exception cref="InvalidOperationException">A call is under way that must be alone.</exception>
    /// <exception cref="ObjectDisposedException">The model was disposed.</exception>
    internal CallScope HoldBeside()
    {
        if (_isDisposed) throw _gate.Gone();
        _gate.EnterBeside();
        try
        {
            var executor = Take();
            if (executor != _main && Volatile.Read(ref _main._hasQueued)) _main.Await();
            return new(executor, isAlone: false);
        }
        catch
        {
            _gate.LeaveBeside();
            throw;
        }
    }

    /// <summary>Holds the model to read what a call left in this executor's arena; waits for a call that uses it.</summary>
    /// <exception cref="InvalidOperationException">A call is under way that must be alone.</exception>
    /// <exception cref="ObjectDisposedException">The model was disposed.</exception>
    internal CallScope HoldArena()
    {
        _gate.EnterBeside();
        for (var spinner = default(SpinWait); !TryUse();) spinner.SpinOnce();
        return new(this, isAlone: false);
    }

    /// <summary>How many calls there were, by whose number random numbers are drawn.</summary>
    internal long Calls
    {
        get => Interlocked.Read(ref _main._calls);
        set => Interlocked.Exchange(ref _main._calls, value);
    }

    /// <summary>Ends a call.</summary>
    internal void Leave(bool isAlone)
    {
        if (isAlone)
        {
            PutFrozenBack();
            if (_main.Optimizers.Count > 0) _main.Running.End();
            Volatile.Write(ref _hasQueued, true);
            _gate.LeaveAlone();
            return;
        }

        if (_isPooled) lock (_main._idle) _main._idle.Push(this);
        else Volatile.Write(ref _isInUse, 0);
        _gate.LeaveBeside();
    }

    private bool TryUse() => Interlocked.CompareExchange(ref _isInUse, 1, 0) == 0;

    /// <summary>This executor, or, where it is in use, another that is not.</summary>
    private ModelExecutor Take()
    {
        if (TryUse()) return this;
        lock (_main._idle)
        {
            if (_main._idle.TryPop(out var executor)) return executor;
        }

        return Another(isPooled: true);
    }

    private ModelExecutor Another(bool isPooled)
    {
        var options = _main._options;
        var make = options.Make ?? throw new InvalidOperationException($"{Layout.Model} was not made by {nameof(ModelFactory)}.");
        return make(options with { Main = _main, IsPooled = isPooled });
    }

    /// <summary>Waits until what calls that ran alone have queued is done, for other executors have queues of their own.</summary>
    private void Await()
    {
        WaitForKernels();
        Volatile.Write(ref _hasQueued, false);
    }

    private void Release()
    {
        _isDisposed = true;
        FreeMemory();
        GC.SuppressFinalize(this);
    }
}
