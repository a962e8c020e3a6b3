namespace ModelGen.Runtime;

/// <summary>A copy of the model that an audit may change, with its calls on the batch.</summary>
internal sealed class AuditSubject : IDisposable
{
    private readonly ModelExecutor _executor;
    private readonly AuditCalls _calls;
    private readonly List<(Parameter State, double[] Start)> _states;

    /// <param name="model">The model, which stays as it is.</param>
    /// <param name="device">Where the copy computes.</param>
    /// <param name="calls">Makes the copy's calls.</param>
    public AuditSubject(ModelExecutor model, Device device, Func<ModelExecutor, AuditCalls> calls)
    {
        _executor = model.CopyTo(device);
        _calls = calls(_executor);
        _states = [.. _executor.Layout.Parameters.Where(parameter => parameter.IsState)
            .Select(parameter => _executor.Parameters.Find(parameter.Name)!).Select(state => (state, Values(state)))];
    }

    public Device Device => _executor.Device;

    public bool Trains => _calls.Step is not null;

    /// <summary>The part of a number by which rounding may change it.</summary>
    public double Epsilon => _executor.Layout.Precision.Epsilon();

    public bool IsDouble => _executor.Layout.Precision == Precision.Double;

    public ParameterCollection Parameters => _executor.Parameters;

    /// <summary>
    /// The loss while the model trains; what is drawn by chance and the states that it begins with are the same each time.
    /// </summary>
    public double Loss() => Called().Loss.Loss;

    /// <summary>The loss and the gradients of the parameters.</summary>
    public (double Loss, Dictionary<string, double[]> Gradients) Gradients()
    {
        var set = Called();
        var all = set.Where(gradient => _executor.Parameters.Find(gradient.Name) is not null)
            .ToDictionary(gradient => gradient.Name, Values);
        return (set.Loss.Loss, all);
    }

    /// <summary>Takes steps; the loss of the first and of the last.</summary>
    public (double First, double Last) Steps(int count)
    {
        var (first, last) = (0d, 0d);
        for (var step = 0; step < count; step++)
        {
            last = _calls.Step!().Loss;
            if (step == 0) first = last;
        }

        return (first, last);
    }

    /// <summary>The values of a parameter or gradient.</summary>
    public static double[] Values(Parameter parameter)
    {
        var values = new double[parameter.Count];
        parameter.CopyTo(values);
        return values;
    }

    /// <inheritdoc/>
    public void Dispose() => _executor.Dispose();

    private GradientSet Called()
    {
        _executor.RestartCalls();
        foreach (var (state, start) in _states) state.CopyFrom(start);
        return _calls.Gradients();
    }
}
