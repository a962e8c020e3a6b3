namespace Dqn;

/// <summary>Plays episodes, at first at random and then ever less so, and learns after each step, until the pole is held.</summary>
/// <param name="agent">Who plays and learns.</param>
/// <param name="seed">Of the episodes' first states, of what is tried, and of what is remembered when.</param>
internal sealed class Training(Agent agent, int seed)
{
    private const int MostSteps = 60_000;
    private const int MemorySize = 20_000;
    private const int StepsBeforeLearning = 500;
    private const double ExploringSteps = 5_000;
    private const double LeastExploration = 0.02;

    // What an agent can do is seen where it does not explore. It counts as learnt at the threshold of CartPole-v1.
    private const int StepsBetweenMatches = 1_000;
    private const int EpisodesOfMatch = 10;
    private const double Learnt = 475;

    private readonly ReplayMemory _memory = new(MemorySize);
    private readonly Random _random = new(seed);
    private readonly CartPole _game = new();
    private readonly float[] _state = new float[CartPole.StateSize];
    private readonly float[] _nextState = new float[CartPole.StateSize];
    private readonly List<int> _returns = [];

    /// <summary>The return of each episode so far.</summary>
    public IReadOnlyList<int> Returns => _returns;

    /// <summary>The steps so far.</summary>
    public int Steps { get; private set; }

    // From always to seldom, in a line.
    private double Exploration => Math.Max(LeastExploration, 1 - (Steps / ExploringSteps));

    /// <summary>Plays and learns.</summary>
    public void Run()
    {
        var nextMatch = StepsBetweenMatches;
        while (Steps < MostSteps)
        {
            PlayEpisode();
            if (Steps < nextMatch) continue;
            if (Match.Returns(agent, EpisodesOfMatch, seed).Average() >= Learnt) return;
            nextMatch = Steps + StepsBetweenMatches;
        }
    }

    private void PlayEpisode()
    {
        _game.Reset(_random);
        _game.Observe(_state);
        while (!_game.HasEnded) PlayStep();
        _returns.Add(_game.Steps);
    }

    private void PlayStep()
    {
        var action = _random.NextDouble() < Exploration ? _random.Next(CartPole.Actions) : agent.Best(_state);
        _game.Step(action);
        _game.Observe(_nextState);
        _memory.Add(_state, action, _nextState, _game.HasFailed);
        _nextState.CopyTo(_state, 0);
        if (++Steps > StepsBeforeLearning) agent.Learn(_memory, _random);
    }
}
