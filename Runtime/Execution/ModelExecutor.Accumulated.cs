namespace ModelGen.Runtime;

/// <content>Gradients of several calls for one step: their sums lie in the persistent block, one after the other.</content>
public abstract unsafe partial class ModelExecutor
{
    private const string GradientEnd = ".accumulated-gradient";
    private const string ReachedEnd = ".is-reached";
    private const string LossState = "accumulated-loss";

    private ParameterCollection? _accumulated;
    private double _accumulatedWeight;

    /// <summary>
    /// The sums of gradients, each times the weight of its call, by the names of the parameters. They can be read and written between
    /// calls.
    /// </summary>
    public ParameterCollection Accumulated => _main._accumulated ??= new($"the accumulated gradients of {Layout.Model}",
        StatesThatEnd(GradientEnd)
            .Select(sum
                => new Parameter(_main, MemoryBlock.Persistent, sum.Parameter, sum.State.Precision, sum.State.Dims, sum.State.Offset)));

    /// <summary>The sum of the weights of the calls whose gradients were added: 0 after a step.</summary>
    public double AccumulatedWeight
    {
        get => _main._accumulatedWeight;
        protected set => _main._accumulatedWeight = value;
    }

    /// <summary>Takes gradients that were computed together in the place of sums, for the step that follows.</summary>
    /// <param name="gradients">Those of this model's last call.</param>
    /// <exception cref="ArgumentException">They are another model's.</exception>
    /// <exception cref="InvalidOperationException">Gradients were added already; or these are gone, since the model ran another call; or
    /// averages stand in the place of the weights; or another thread is in a call.</exception>
    /// <exception cref="ObjectDisposedException">The model was disposed.</exception>
    public void Take(GradientSet gradients)
    {
        ArgumentNullException.ThrowIfNull(gradients);
        if (gradients != Gradients)
            throw new ArgumentException($"These gradients are not of this {Layout.Model}: Apply takes what its own Gradients gave.",
                nameof(gradients));
        _main.MustUseWeights(nameof(CallKind.Apply));
        if (AccumulatedWeight > 0)
            throw new InvalidOperationException(
                $"{Layout.Model} has gradients of Accumulate that were not applied: call Apply() first.");
        foreach (var sum in Accumulated) sum.CopyFrom(gradients[sum.Name]);
        using var call = Hold();
        foreach (var (state, _) in StatesThatEnd(ReachedEnd)) Write(state, 1);
        if (Array.Find(Layout.States ?? [], state => state.Name == LossState) is { } loss) Write(loss, gradients.Loss);
        AccumulatedWeight = 1;
    }

    /// <summary>Checks that there is something to apply.</summary>
    /// <exception cref="InvalidOperationException">There is not.</exception>
    protected void MustHaveAccumulated()
    {
        if (AccumulatedWeight == 0)
            throw new InvalidOperationException(
                $"{Layout.Model} has no gradients to apply: call Accumulate first, or pass what Gradients gave.");
    }

    private void Write(StateLayout state, double value)
        => _main.WriteNumbers<double>(MemoryBlock.Persistent, state.Offset, state.Precision, 0, [value]);

    private IEnumerable<(StateLayout State, string Parameter)> StatesThatEnd(string end)
        => (Layout.States ?? []).Where(state => state.Name.EndsWith(end, StringComparison.Ordinal))
            .Select(state => (state, state.Name[..^end.Length]));
}
