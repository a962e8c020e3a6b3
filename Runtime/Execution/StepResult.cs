using System.Globalization;
using ModelGen.Runtime;

namespace ModelGen;

/// <summary>The loss of a step. It is brought from the device when it is read, so that steps can be queued.</summary>
public readonly struct StepResult
{
    private readonly ModelExecutor? _executor;
    private readonly long _ticket;
    private readonly double _value;
    private readonly double _norm;
    private readonly bool _hasNorm;

    internal StepResult(double value) => _value = value;

    internal StepResult(double value, double norm) => (_value, _norm, _hasNorm) = (value, norm, true);

    internal StepResult(ModelExecutor executor, long ticket, bool hasNorm = false)
        => (_executor, _ticket, _hasNorm) = (executor, ticket, hasNorm);

    /// <summary>The loss. On a GPU, reading it waits for the step.</summary>
    /// <exception cref="InvalidOperationException">Too many later steps have been queued since; the message says how many are kept. Or
    /// another thread is in a call of the model.</exception>
    /// <exception cref="ObjectDisposedException">The loss is on the device still and the model was disposed.</exception>
    public double Loss => _executor is null ? _value : _executor.ReadQueued(_ticket);

    /// <summary>
    /// The norm of all gradients of the step before they were clipped: the root of the sum of the squares of their elements, as PyTorch's
    /// clip_grad_norm_ returns it. On a GPU, reading it waits for the step.
    /// </summary>
    /// <exception cref="InvalidOperationException">The step computes none: the model has no <c>[ClipGradients]</c>, or it was no training
    /// step. Or as of <see cref="Loss"/>.</exception>
    /// <exception cref="ObjectDisposedException">The norm is on the device still and the model was disposed.</exception>
    public double GradientNorm
    {
        get
        {
            if (!_hasNorm)
                throw new InvalidOperationException(
                    "This call computed no norm of gradients: training steps of models with [ClipGradients] do, also where that sets no "
                        + "bound.");
            return _executor is null ? _norm : _executor.ReadQueuedNorm(_ticket);
        }
    }

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
