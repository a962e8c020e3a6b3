namespace ModelGen.Runtime;

/// <summary>
/// Lets the calls that only read a model's weights run side by side, and one that changes them run alone. It refuses instead of waiting,
/// and allocates nothing.
/// </summary>
/// <param name="model">The model's name, for messages.</param>
internal sealed class CallGate(string model)
{
    private const int Alone = -1;
    private const int Closed = -2;

    private const string Rule
        = "Predict, Evaluate, Save and reading parameters run side by side; TrainStep, Gradients, Load, changing parameters and calls "
            + "that assign a [State] run alone.";

    // How many calls run side by side, or that one runs alone, or that the model was disposed.
    private int _state;

    /// <summary>Begins a call that may run beside others of its kind.</summary>
    /// <exception cref="InvalidOperationException">One runs that must be alone.</exception>
    /// <exception cref="ObjectDisposedException">The model was disposed.</exception>
    public void EnterBeside()
    {
        for (var seen = Volatile.Read(ref _state); ;)
        {
            if (seen < 0) throw Refusal(seen);
            var found = Interlocked.CompareExchange(ref _state, seen + 1, seen);
            if (found == seen) return;
            seen = found;
        }
    }

    /// <summary>Begins a call that must be alone.</summary>
    /// <exception cref="InvalidOperationException">Another runs.</exception>
    /// <exception cref="ObjectDisposedException">The model was disposed.</exception>
    public void EnterAlone()
    {
        var found = Interlocked.CompareExchange(ref _state, Alone, 0);
        if (found != 0) throw Refusal(found);
    }

    /// <summary>Ends a call of <see cref="EnterBeside"/>.</summary>
    public void LeaveBeside() => Interlocked.Decrement(ref _state);

    /// <summary>Ends a call of <see cref="EnterAlone"/>.</summary>
    public void LeaveAlone() => Volatile.Write(ref _state, 0);

    /// <summary>Lets no call in any more.</summary>
    /// <returns>False if none was let in before either.</returns>
    /// <exception cref="InvalidOperationException">A call runs.</exception>
    public bool Close()
    {
        var found = Interlocked.CompareExchange(ref _state, Closed, 0);
        if (found is not (0 or Closed))
            throw new InvalidOperationException($"{model} is in a call on another thread; dispose it when the call has ended.");
        return found == 0;
    }

    /// <summary>The error of a call of a model that was disposed.</summary>
    public ObjectDisposedException Gone()
        => new(model, $"This {model} was disposed and has no memory any more; make another by {model}.Create.");

    private InvalidOperationException Refusal(int state) => state switch
    {
        Closed => Gone(),
        Alone => new InvalidOperationException(
            $"{model} is in a call on another thread that must be alone. {Rule} Wait until it has ended, or lock around both calls."),
        _ => new InvalidOperationException(
            $"{model} is in {state} {(state == 1 ? "call" : "calls")} on other threads, and this call must be alone. {Rule} "
            + "Wait until they have ended, lock around the calls, or make a model of its own for training."),
    };
}
