using System.Globalization;
using ModelGen.Runtime;

namespace ModelGen;

/// <summary>The loss of a step. It is brought from the device when it is read, so that steps can be queued.</summary>
public readonly struct StepResult
{
    private readonly ModelExecutor? _executor;
    private readonly long _ticket;
    private readonly double _value;

    internal StepResult(double value) => _value = value;

    internal StepResult(ModelExecutor executor, long ticket) => (_executor, _ticket) = (executor, ticket);

    /// <summary>The loss. On a GPU, reading it waits for the step.</summary>
    /// <exception cref="InvalidOperationException">Too many later steps have been queued since; the message says how many are kept. Or
    /// another thread is in a call of the model.</exception>
    /// <exception cref="ObjectDisposedException">The loss is on the device still and the model was disposed.</exception>
    public double Loss => _executor is null ? _value : _executor.ReadQueued(_ticket);

    /// <summary>Whether reading the loss waits for nothing.</summary>
    internal bool IsOnHost => _executor is null;

    /// <summary>The loss as a float.</summary>
    /// <param name="result">The step.</param>
    public static implicit operator float(StepResult result) => (float)result.Loss;

    /// <summary>The loss with all its digits.</summary>
    /// <param name="result">The step.</param>
    public static implicit operator double(StepResult result) => result.Loss;

    /// <summary>The loss as a float.</summary>
    public float ToSingle() => this;

    /// <summary>The loss with all its digits.</summary>
    public double ToDouble() => Loss;

    /// <inheritdoc/>
    public override string ToString() => Loss.ToString("G7", CultureInfo.InvariantCulture);
}
