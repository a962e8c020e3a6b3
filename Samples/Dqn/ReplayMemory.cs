namespace Dqn;

/// <summary>The latest steps of all episodes; the oldest makes room for the next.</summary>
/// <param name="capacity">How many steps it remembers.</param>
internal sealed class ReplayMemory(int capacity)
{
    private readonly float[] _states = new float[capacity * CartPole.StateSize];
    private readonly float[] _nextStates = new float[capacity * CartPole.StateSize];
    private readonly int[] _actions = new int[capacity];
    private readonly bool[] _hasFailed = new bool[capacity];
    private int _next;

    /// <summary>How many steps it has.</summary>
    public int Count { get; private set; }

    /// <summary>Remembers a step.</summary>
    /// <param name="state">Where it began.</param>
    /// <param name="action">What was done.</param>
    /// <param name="nextState">Where it led.</param>
    /// <param name="hasFailed">Whether no reward can follow.</param>
    public void Add(ReadOnlySpan<float> state, int action, ReadOnlySpan<float> nextState, bool hasFailed)
    {
        state.CopyTo(State(_states, _next));
        nextState.CopyTo(State(_nextStates, _next));
        (_actions[_next], _hasFailed[_next]) = (action, hasFailed);
        _next = (_next + 1) % capacity;
        Count = Math.Min(Count + 1, capacity);
    }

    /// <summary>Fills a batch with steps that are drawn at random.</summary>
    public void Draw(Random random, ReplayBatch batch)
    {
        for (var row = 0; row < ReplayBatch.Size; row++)
        {
            var step = random.Next(Count);
            State(_states, step).CopyTo(State(batch.States, row));
            State(_nextStates, step).CopyTo(State(batch.NextStates, row));
            (batch.Actions[row], batch.HasFailed[row]) = (_actions[step], _hasFailed[step]);
        }
    }

    private static Span<float> State(float[] states, int number)
        => states.AsSpan(number * CartPole.StateSize, CartPole.StateSize);
}
