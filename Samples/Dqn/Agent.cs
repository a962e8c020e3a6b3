using System.Numerics.Tensors;
using ModelGen;

namespace Dqn;

/// <summary>
/// Learns what actions are worth from remembered steps. The online network chooses the best next action and the target network, which
/// follows it slowly, tells its worth: double Q-learning (van Hasselt, Guez and Silver, AAAI 2016).
/// </summary>
internal sealed class Agent : IDisposable
{
    private const float Discount = 0.99f;
    private const double Tau = 0.01;

    private readonly QNetwork _online;
    private readonly QNetwork _target;
    private readonly ReplayBatch _batch = new();
    private readonly float[] _values = new float[CartPole.Actions];
    private readonly float[] _nextValues = new float[ReplayBatch.Size * CartPole.Actions];
    private readonly float[] _targetValues = new float[ReplayBatch.Size * CartPole.Actions];
    private readonly float[] _returns = new float[ReplayBatch.Size];

    /// <summary>An agent that knows nothing.</summary>
    /// <param name="seed">Of the weights' first values.</param>
    public Agent(int seed)
    {
        (_online, _target) = (QNetwork.Create(Device.Cpu, seed), QNetwork.Create(Device.Cpu, seed));
        _target.CopyFrom(_online);
    }

    /// <summary>The action that is worth most in a state.</summary>
    public int Best(ReadOnlySpan<float> state)
    {
        _online.Predict(state, _values);
        return TensorPrimitives.IndexOfMax<float>(_values);
    }

    /// <summary>Learns from a batch of remembered steps.</summary>
    public void Learn(ReplayMemory memory, Random random)
    {
        memory.Draw(random, _batch);
        ComputeReturns();
        _online.TrainStep(_batch.States, _batch.Actions, _returns);
        _target.CopyFrom(_online, Tau);
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _online.Dispose();
        _target.Dispose();
    }

    private void ComputeReturns()
    {
        _online.Predict(_batch.NextStates, _nextValues);
        _target.Predict(_batch.NextStates, _targetValues);
        for (var row = 0; row < ReplayBatch.Size; row++)
        {
            var first = row * CartPole.Actions;
            var best = TensorPrimitives.IndexOfMax<float>(_nextValues.AsSpan(first, CartPole.Actions));
            _returns[row] = _batch.HasFailed[row] ? 1 : 1 + (Discount * _targetValues[first + best]);
        }
    }
}
