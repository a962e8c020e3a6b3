namespace Dqn;

/// <summary>Steps to learn from. The same memory serves batch after batch.</summary>
internal sealed class ReplayBatch
{
    /// <summary>Steps of a batch.</summary>
    public const int Size = 64;

    /// <summary>[64, 4]: where each step began.</summary>
    public float[] States { get; } = new float[Size * CartPole.StateSize];

    /// <summary>[64]: what was done.</summary>
    public int[] Actions { get; } = new int[Size];

    /// <summary>[64, 4]: where it led.</summary>
    public float[] NextStates { get; } = new float[Size * CartPole.StateSize];

    /// <summary>[64]: whether the pole fell there.</summary>
    public bool[] HasFailed { get; } = new bool[Size];
}
